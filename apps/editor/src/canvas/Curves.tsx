/** The picture of a compare-rates node: the curves of its chains and of what they are judged against. */
import type { ComparisonResult } from '@chirpflow/graph'
import { useEffect, useRef } from 'react'
import { useEditor, useUi } from '../state/editor.ts'
import { type Curve, drawCurves, rangeOf } from '../views/compare/draw-curves.ts'
import type { Frame } from '../views/plot/frame.ts'
import { onTheme, plotTheme } from '../views/theme.ts'
import type { Card } from './model.ts'
import { previewHeight } from './sizes.ts'

export function Curves({
  card,
  result,
  old,
}: {
  card: Card
  result: ComparisonResult
  old: boolean
}) {
  const { ui } = useEditor()
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = card.size.width - 2
  const { compares } = card
  const lit = useUi(({ litChain }) => (compares?.includes(litChain ?? '') ? litChain : undefined))

  useEffect(() => {
    const curves = (compares ?? []).flatMap((wire, index): Curve[] => {
      const chain = result.chains.find(({ source }) => source === wire)
      return chain ? [{ id: wire, index, values: chain.value }] : []
    })
    let asked = 0
    const draw = () => {
      asked = 0
      if (canvas.current) paint(canvas.current, width, result, curves, lit)
    }
    const ask = () => {
      if (asked === 0) asked = requestAnimationFrame(draw)
    }
    ask()
    const stop = onTheme(ask)
    return () => {
      cancelAnimationFrame(asked)
      stop()
    }
  }, [compares, result, width, lit])

  return (
    <button
      type="button"
      className="card-body card-picture"
      data-old={old || undefined}
      tabIndex={-1}
      aria-label={`Compare in ${card.name}`}
      title="Click to compare"
      onClick={(event) => {
        if (event.shiftKey || event.ctrlKey || event.metaKey) return
        ui.setState({ dock: true, dockTab: 'compare' })
      }}
    >
      <canvas ref={canvas} />
    </button>
  )
}

function paint(
  canvas: HTMLCanvasElement,
  width: number,
  result: ComparisonResult,
  curves: readonly Curve[],
  lit: string | undefined,
): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  const theme = plotTheme()
  const scale = Math.min(2, Math.max(1, devicePixelRatio))
  canvas.width = width * scale
  canvas.height = previewHeight * scale
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.fillStyle = theme.plot
  pen.fillRect(0, 0, width, previewHeight)
  const { time, reference } = result
  const series = { recording: '', time, reference, answers: [] }
  const range = rangeOf(series, curves)
  if (!range) return
  const area = { left: 8, top: 8, width: width - 16, height: previewHeight - 16 }
  const frame: Frame = { area, ...range }
  drawCurves(pen, frame, series, curves, theme, { weight: 1.2, ...(lit ? { lit } : {}) })
}
