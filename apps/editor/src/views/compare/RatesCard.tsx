/** Rates over time: all chains and the reference, with a cursor that all views of time share. */
import type { Series } from '@chirpflow/statistics'
import { useCallback, useMemo, useState } from 'react'
import { useEditor, useUi } from '../../state/editor.ts'
import { ChainMark } from '../../theme/chain-mark.tsx'
import { useMemory } from '../hooks.ts'
import { clearCursors, setCursor } from '../local.ts'
import type { Extent } from '../plot/extent.ts'
import { areaFor, axisText, drawAxes, type Frame, fromX, ticksIn, toX, toY } from '../plot/frame.ts'
import { fixed } from '../plot/show.ts'
import { zoomed } from '../zoom.ts'
import { type Chain, type Compared, quantityOf } from './compared.ts'
import { type Curve, drawCurves, rangeOf } from './draw-curves.ts'
import { drawReadout, type ReadoutRow } from './draw-readout.ts'
import { momentAt } from './moment-at.ts'
import { type Draw, type DrawOver, PlotSurface } from './PlotSurface.tsx'

const perMinute = { factor: 60, unit: '1/min' } as const
const seconds = { factor: 1, unit: 's' } as const
const cursorKey = 'time s'
/** A curve nearer to the pointer than this is lit, px. */
const reach = 14

export function RatesCard({ compared }: { compared: Compared }) {
  const { ui } = useEditor()
  const { recordings } = compared.question
  const [at, setAt] = useState(0)
  const series = recordings[Math.min(at, recordings.length - 1)]
  const curves = useMemo(() => curvesOf(compared, series), [compared, series])
  const [zoom, setZoom] = useState<Extent>()
  const lit = useUi((state) => state.litChain)
  const cursor = useMemory(({ cursors }) => cursors[cursorKey])
  const whole = useMemo(() => rangeOf(series, curves), [series, curves])
  const quantity = quantityOf(compared)
  const x = zoom ?? whole?.x

  const draw = useCallback<Draw>(
    (ctx, width, height, theme) => {
      if (!whole || !x) return undefined
      const up = axisText(quantity.toLowerCase(), perMinute, whole.y, ticksIn(height, 36))
      const area = areaFor(ctx, width, height, up, 10, theme)
      const frame: Frame = { area, x, y: whole.y }
      const along = axisText('time', seconds, x, ticksIn(area.width, 56))
      drawAxes(ctx, frame, along, up, theme, true)
      drawCurves(ctx, frame, series, curves, theme, { marks: true, ...(lit ? { lit } : {}) })
      return frame
    },
    [whole, x, series, curves, lit, quantity],
  )
  const moment = cursor === undefined ? undefined : momentAt(series.time, cursor)
  const drawOver = useCallback<DrawOver>(
    (ctx, frame, theme) => {
      if (moment === undefined) return
      const px = toX(frame, series.time[moment])
      const { left, width, top, height } = frame.area
      if (px < left - 1 || px > left + width + 1) return
      ctx.strokeStyle = theme.accent
      ctx.lineWidth = 1
      ctx.beginPath()
      ctx.moveTo(Math.round(px) + 0.5, top)
      ctx.lineTo(Math.round(px) + 0.5, top + height)
      ctx.stroke()
      const rows = readMoment(compared.chains, curves, series, moment)
      drawReadout(ctx, px, frame.area, showTime(series.time[moment]), rows, theme)
    },
    [moment, series, curves, compared.chains],
  )

  const step = (by: number) => {
    const from = moment ?? (by > 0 ? -1 : series.time.length)
    const next = Math.max(0, Math.min(series.time.length - 1, from + by))
    setCursor(ui, [[cursorKey, series.time[next]]])
  }
  const text = moment === undefined ? '' : readText(compared.chains, curves, series, moment)
  return (
    <section className="compare-card" aria-label={`${quantity} over time`}>
      <header className="compare-head">
        <h3>{quantity}</h3>
        {recordings.length > 1 && (
          <select
            className="view-select"
            aria-label="Recording"
            value={at}
            onChange={(event) => {
              setAt(Number(event.target.value))
              setZoom(undefined)
            }}
          >
            {recordings.map(({ recording }, index) => (
              <option key={recording} value={index}>
                {recording}
              </option>
            ))}
          </select>
        )}
        <Legend chains={compared.chains} />
      </header>
      <PlotSurface
        label={`${quantity} of ${compared.chains.length} chains and the reference over ${series.time.length} windows`}
        draw={draw}
        drawOver={drawOver}
        reading={{
          text: text || 'No cursor',
          now: moment ?? 0,
          least: 0,
          most: Math.max(0, series.time.length - 1),
        }}
        onPoint={(frame, px, py) => {
          if (!frame) {
            ui.setState({ litChain: undefined })
            return
          }
          const place = fromX(frame, px)
          setCursor(ui, [[cursorKey, place]])
          const near = nearestCurve(frame, series, curves, place, py)
          if (ui.getState().litChain !== near) ui.setState({ litChain: near })
        }}
        onZoom={(frame, px, factor) => {
          if (whole) setZoom(zoomed(frame.x, whole.x, fromX(frame, px), factor))
        }}
        onReset={() => setZoom(undefined)}
        onKey={({ key, shiftKey, ctrlKey, metaKey, altKey }) => {
          if (ctrlKey || metaKey || altKey || !whole || !x) return false
          const by = { ArrowLeft: -1, ArrowRight: 1 }[key]
          const centre = cursor !== undefined ? cursor : (x[0] + x[1]) / 2
          if (by !== undefined) step(shiftKey ? 10 * by : by)
          else if (key === 'Home') step(-series.time.length)
          else if (key === 'End') step(series.time.length)
          else if (key === '+') setZoom(zoomed(x, whole.x, centre, 0.5))
          else if (key === '-') setZoom(zoomed(x, whole.x, centre, 2))
          else if (key === 'r') setZoom(undefined)
          else if (key === 'Escape' && cursor !== undefined) clearCursors(ui)
          else return false
          return true
        }}
      />
    </section>
  )
}

function Legend({ chains }: { chains: readonly Chain[] }) {
  const { ui } = useEditor()
  return (
    <ul className="compare-legend">
      {chains.map(({ id, letter, index, name }) => (
        <li
          key={id}
          title={name}
          onPointerEnter={() => ui.setState({ litChain: id })}
          onPointerLeave={() => ui.setState({ litChain: undefined })}
        >
          <ChainMark index={index} />
          {letter}
        </li>
      ))}
      <li>
        <span className="reference-mark" />
        Reference
      </li>
    </ul>
  )
}

function curvesOf({ chains }: Compared, { answers }: Series): readonly Curve[] {
  return chains.map(({ id, index }, at) => ({ id, index, values: answers[at] }))
}

function nearestCurve(
  frame: Frame,
  series: Series,
  curves: readonly Curve[],
  place: number,
  py: number,
): string | undefined {
  const moment = momentAt(series.time, place)
  if (moment === undefined) return undefined
  const far = ({ values }: Curve) => Math.abs(toY(frame, values[moment]) - py)
  const near = curves.filter((curve) => far(curve) < reach)
  return near.sort((a, b) => far(a) - far(b))[0]?.id
}

function readMoment(
  chains: readonly Chain[],
  curves: readonly Curve[],
  { reference }: Series,
  moment: number,
): readonly ReadoutRow[] {
  const show = (value: number) => fixed(60 * value, 1)
  return [
    ...chains.map(({ letter, index }, at) => ({
      index,
      name: letter,
      value: show(curves[at].values[moment]),
    })),
    { name: 'Ref', value: show(reference[moment]) },
  ]
}

function readText(
  chains: readonly Chain[],
  curves: readonly Curve[],
  series: Series,
  moment: number,
): string {
  const rows = readMoment(chains, curves, series, moment)
  const words = rows.map(({ name, value }) =>
    value === '—' ? `${name} no answer` : `${name} ${value} /min`,
  )
  return `${showTime(series.time[moment])}: ${words.join(', ')}`
}

function showTime(time: number): string {
  return `${fixed(time, time % 1 === 0 ? 0 : 2)} s`
}
