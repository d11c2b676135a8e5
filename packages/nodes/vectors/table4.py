"""Share of heart rates within 1 % after each suppressor of breathing harmonics, on the condition of
Zhang et al. 2026, Table 4, as the reference reads it: what src/harmonics/table-4.test.ts expects.

  python3 table4.py [TRIALS]
"""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent / 'reference'))
import frequency  # noqa: E402
import harmonics  # noqa: E402
import simulate  # noqa: E402
from metrics import accuracy_within  # noqa: E402
from phase import bandpass  # noqa: E402

RATE = 20.0


def main(trials):
    data = simulate.displacement_trials(trials, np.random.default_rng(2026), 256, RATE, snr_db=6.0)
    x = data.displacement_mm - data.displacement_mm.mean(axis=1, keepdims=True)
    band = bandpass(x, RATE)
    rates = {name: estimate(x, RATE, 0.1, 0.5) for name, estimate in
             (('zero-padded', frequency.zero_padded_peak), ('modified-rife', frequency.modified_rife),
              ('rife', frequency.rife))}

    def show(name, suppressed):
        found = frequency.zero_padded_peak(suppressed, RATE, 0.8, 2.0)
        print(f'{name:40s} {accuracy_within(found, data.heart_hz, 1):.3f}')

    def each(filtered, rate):
        return np.array([filtered(row, f) for row, f in zip(band, rate)])
    show('none', band)
    for name, rate in rates.items():
        u = harmonics.harmonic_reference(harmonics.constant_rate_phase(rate, 256, RATE))
        show(f'rlsrhs, {name}', harmonics.rls(band, u))
        for step in (0.0007, 0.01):
            show(f'lms-notch {step}, {name}', harmonics.lms(band, u, step))
        show(f'harmonic-reconstruction, {name}',
             bandpass(harmonics.frequency_reconstruction(x, rate, RATE), RATE))
        show(f'notch-comb, notches, {name}',
             each(lambda row, f: harmonics.notch_cascade(row, f, RATE), rate))
        show(f'notch-comb, comb, {name}', each(lambda row, f: harmonics.comb_notch(row, f, RATE), rate))
    phase = np.array([harmonics.respiration_phase(row, RATE) for row in x])
    locked = harmonics.harmonic_reference(phase)
    show('rlsrhs, phase-locked', harmonics.rls(band, locked))
    show('lms-notch 0.01, phase-locked', harmonics.lms(band, locked, 0.01))


if __name__ == '__main__':
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
