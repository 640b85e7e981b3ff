import { createHash } from 'node:crypto'
import type { TopLevelSpec } from 'vega-lite'

/**
 * Charts as finished SVG, drawn on the server: no script, no inline style, so a strict content security policy holds.
 * Each is one picture to a screen reader, with a title and a description that say what it shows; the figures
 * themselves stand in the table that the `chart` component puts beneath it.
 */
type Words = { title: string; description: string }

export const INK = '#14292c'
export const QUIET = '#4a5d60'
const RULE = '#dbe4e4'
/** Charts of a few rounds are looked at again and again; one is about 10 KB. */
const CACHE_LIMIT = 200

const CONFIG: TopLevelSpec['config'] = {
  aria: false,
  font: 'arial, sans-serif',
  background: undefined,
  view: { stroke: null },
  axis: {
    labelFontSize: 14,
    titleFontSize: 14,
    titleFontWeight: 'normal',
    labelColor: INK,
    titleColor: QUIET,
    gridColor: RULE,
    tickColor: RULE,
    domainColor: RULE,
  },
  legend: { labelFontSize: 14, labelColor: INK, symbolSize: 180, symbolType: 'square', symbolStrokeWidth: 0, rowPadding: 6 },
  text: { fontSize: 14, color: INK },
}

const drawn = new Map<string, string>()

/**
 * Any Vega-Lite specification as SVG, in the brand's type and colours.
 *
 * @returns the `<svg>` element, without style attributes, whose title and description are those given
 */
export async function chartSvg(spec: TopLevelSpec, words: Words): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([spec, words]))
    .digest('base64url')
  const known = drawn.get(key)
  if (known !== undefined) return known
  const svg = asPicture(await draw(spec), words, key.slice(0, 8))
  const oldest = drawn.keys().next()
  if (drawn.size >= CACHE_LIMIT && !oldest.done) drawn.delete(oldest.value)
  drawn.set(key, svg)
  return svg
}

/** The drawing library takes a third of a second to load: only a process that draws pays for it, and once. */
let library: ReturnType<typeof loadLibrary> | undefined

async function loadLibrary() {
  const vega = await import('vega')
  const { compile } = await import('vega-lite')
  ;(vega as unknown as { textMetrics: { width: typeof textWidth } }).textMetrics.width = textWidth
  return { vega, compile }
}

async function draw(spec: TopLevelSpec): Promise<string> {
  library ??= loadLibrary()
  const { vega, compile } = await library
  const full = compile({ ...spec, config: CONFIG }, { logger: vega.logger(vega.Error) }).spec
  const view = new vega.View(vega.parse(full), { renderer: 'none' })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}

/** Vega takes every letter for 0.8 em where there is no canvas, and so cuts labels that would fit; these are Arial's. */
function textWidth(item: { fontSize?: number }, text: string | null): number {
  const ems = Array.from(text ?? '', letter =>
    /[fijlrtI.,:;'|!() ]/.test(letter) ? 0.3 : /[mwMWGOQ%@]/.test(letter) ? 0.85 : /[A-Z]/.test(letter) ? 0.7 : 0.56,
  )
  return ems.reduce((sum, em) => sum + em, 0) * (item.fontSize ?? 11)
}

/** Vega's own roles would make a screen reader walk through a hundred marks: the whole is one picture. */
function asPicture(svg: string, { title, description }: Words, id: string): string {
  if (/ style=/.test(svg)) throw new Error('The chart carries an inline style, which the content security policy would drop')
  const quiet = svg
    .replace(/ (?:role|aria-[a-z]+|class|pointer-events|xmlns:xlink|version)="[^"]*"/g, '')
    .replace(/<path d="" display="none"\/>/g, '')
    .replace(/<(text|line|path)[^>]* opacity="0"[^>]*?(?:\/>|>[^<]*<\/\1>)/g, '')
  const head = `class="app-chart__svg" role="img" aria-labelledby="chart-${id}-title chart-${id}-description" focusable="false"`
  const names = `<title id="chart-${id}-title">${escapeText(title)}</title><desc id="chart-${id}-description">${escapeText(description)}</desc>`
  return quiet.replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg ${head} ${attributes}>${names}`)
}

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
