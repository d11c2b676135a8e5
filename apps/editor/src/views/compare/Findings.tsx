/** What the table says, in sentences; what a reader has to know of the data stands last. */
import type { Finding } from '@chirpflow/statistics'
import { Icon, type IconName } from '../../theme/icons.tsx'

const looks: Record<Finding['tone'], { readonly icon: IconName; readonly tone: string }> = {
  better: { icon: 'done', tone: 'ok-text' },
  none: { icon: 'note', tone: '' },
  warning: { icon: 'warning', tone: 'warning-text' },
  note: { icon: 'note', tone: '' },
}

export function Findings({
  findings,
  remarks,
}: {
  findings: readonly Finding[]
  remarks: readonly string[]
}) {
  const all: readonly Finding[] = [
    ...findings,
    ...remarks.map((text): Finding => ({ tone: 'note', text })),
  ]
  return (
    <ul className="findings" aria-label="Findings">
      {all.map(({ tone, text }) => {
        const [head, rest] = parted(tone, text)
        return (
          <li key={text}>
            <Icon name={looks[tone].icon} size={14} className={looks[tone].tone} />
            <p>
              {head && <b>{head}</b>}
              {rest}
            </p>
          </li>
        )
      })}
    </ul>
  )
}

/** The claim, and what it rests on. */
function parted(tone: Finding['tone'], text: string): readonly [string, string] {
  if (tone === 'note') return ['', text]
  const verdict = 'no difference shown.'
  const shown = text.indexOf(verdict)
  const at = shown >= 0 ? shown + verdict.length : text.indexOf(':') + 1
  return at > 0 ? [text.slice(0, at), text.slice(at)] : ['', text]
}
