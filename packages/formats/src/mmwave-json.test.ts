import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMmwaveJson } from './mmwave-json.ts'
import { geometryFromConfig } from './radar-config.ts'

/** What mmWave Studio writes (jsonCfgVersion 0.4), less what it says of monitoring and calibration. */
function studio() {
  return {
    configGenerator: { createdBy: 'mmWaveStudio', isConfigIntermediate: 1 },
    currentVersion: { jsonCfgVersion: { major: 0, minor: 4, patch: 0 } },
    mmWaveDevices: [
      {
        mmWaveDeviceId: 0,
        rfConfig: {
          waveformType: 'legacyFrameChirp',
          MIMOScheme: 'TDM',
          rlChanCfg_t: {
            rxChannelEn: '0xF',
            txChannelEn: '0x3',
            cascading: 0,
            cascadingPinoutCfg: '0x0',
          },
          rlAdcOutCfg_t: { fmt: { b2AdcBits: 2, b8FullScaleReducFctr: 0, b2AdcOutFmt: 1 } },
          rlLowPowerModeCfg_t: { lpAdcMode: 0 },
          rlProfiles: [
            {
              rlProfileCfg_t: {
                profileId: 0,
                pfVcoSelect: '0x2',
                pfCalLutUpdate: '0x0',
                startFreqConst_GHz: 77,
                idleTimeConst_usec: 100,
                adcStartTimeConst_usec: 6,
                rampEndTime_usec: 60,
                txOutPowerBackoffCode: '0x0',
                txPhaseShifter: '0x0',
                freqSlopeConst_MHz_usec: 29.982,
                txStartTime_usec: 0,
                numAdcSamples: 256,
                digOutSampleRate: 10000,
                hpfCornerFreq1: 0,
                hpfCornerFreq2: 0,
                rxGain_dB: '0x1E',
              },
            },
          ],
          rlChirps: [
            {
              rlChirpCfg_t: {
                chirpStartIdx: 0,
                chirpEndIdx: 0,
                profileId: 0,
                startFreqVar_MHz: 0,
                freqSlopeVar_KHz_usec: 0,
                idleTimeVar_usec: 0,
                adcStartTimeVar_usec: 0,
                txEnable: '0x1',
              },
            },
          ],
          rlFrameCfg_t: {
            chirpEndIdx: 0,
            chirpStartIdx: 0,
            numLoops: 128,
            numFrames: 8,
            numAdcSamples: 512,
            framePeriodicity_msec: 40,
            triggerSelect: 1,
            frameTriggerDelay: 0,
          },
        },
        rawDataCaptureConfig: {
          rlDevDataFmtCfg_t: { iqSwapSel: 0, chInterleave: 1 },
          rlDevDataPathCfg_t: { intfSel: 1, transferFmtPkt0: '0x1', transferFmtPkt1: '0x0' },
          rlDevLaneEnable_t: { laneEn: '0x3' },
        },
      },
    ],
  }
}

test('a configuration of mmWave Studio', () => {
  const { geometry, ...facts } = geometryFromConfig(parseMmwaveJson(JSON.stringify(studio())))
  expect(geometry.chirps).toBe(128)
  expect(geometry.receivers).toBe(4)
  expect(geometry.samples).toBe(256)
  expect(geometry.startFrequency).toBe(77e9)
  expect(geometry.chirpSlope).toBe(29.982e12)
  expect(geometry.sampleRate).toBe(10e6)
  expect(geometry.adcStart).toBeCloseTo(6e-6, 12)
  expect(geometry.chirpInterval).toBeCloseTo(160e-6, 12)
  expect(geometry.frameInterval).toBeCloseTo(0.04, 12)
  expect(facts).toEqual({
    complex: true,
    bits: 16,
    qFirst: false,
    lanes: 2,
    txMasks: [1],
    issues: [],
  })
})

describe('what cannot be taken is named by its path', () => {
  const said = (text: string) =>
    geometryFromConfig(parseMmwaveJson(text)).issues.map(
      ({ text: path, message }) => `${path} ${message}`,
    )

  test('a field that is missing, or none a device takes', () => {
    const config = studio()
    const profile: Record<string, unknown> =
      config.mmWaveDevices[0].rfConfig.rlProfiles[0].rlProfileCfg_t
    delete profile.numAdcSamples
    profile.startFreqConst_GHz = 'high'
    const all = said(JSON.stringify(config)).join('\n')
    expect(all).toContain('rlProfiles[0].rlProfileCfg_t.numAdcSamples numAdcSamples is missing')
    expect(all).toContain('startFreqConst_GHz is "high", wants a number from 57 to 81')
  })

  test('several devices are a warning', () => {
    const config = studio()
    config.mmWaveDevices.push(config.mmWaveDevices[0])
    expect(said(JSON.stringify(config)).join()).toContain('2 devices (a cascade)')
  })

  test.each(['', '{', '{}', '[]', 'null', '{"mmWaveDevices": [1]}'])('%j', (text) => {
    expect(said(text).length).toBeGreaterThan(0)
  })
})

test('any JSON is parsed without a throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      geometryFromConfig(parseMmwaveJson(text))
    }),
  )
  const at = fc.constantFrom('rfConfig', 'rlProfiles', 'rlFrameCfg_t', 'rlChirps', 'rlChanCfg_t')
  fc.assert(
    fc.property(at, fc.jsonValue(), (key, value) => {
      const text = JSON.stringify(studio(), (name, old: unknown) => (name === key ? value : old))
      geometryFromConfig(parseMmwaveJson(text))
    }),
  )
})
