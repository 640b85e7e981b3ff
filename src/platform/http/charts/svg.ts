import { createHash } from 'node:crypto'

/**
 * Charts as finished SVG: no script, no inline style, so a strict content security policy holds. Each is one picture to a screen reader, with a title for its
 * name and a description that says what it shows; the figures themselves stand in the table that the `chart` component puts beneath it.
 */
export type Svg = string & { readonly svg: unique symbol }

export const INK = '#14292c'
export const QUIET = '#4a5d60'
const RULE = '#dbe4e4'
export const FONT_SIZE = 14

type Attributes = Readonly<Record<string, string | number>>

/** An element with its attributes and what is in it. Numbers are cut to hundredths of a pixel. */
export function el(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escapeText(value)}"`,
  )
  return `<${name}${written.join('')}${children.length === 0 ? '/>' : `>${children.join('')}</${name}>`}` as Svg
}

/** Words at a place: `x` is where they begin, unless the attributes say `text-anchor`; `y` is their base line. */
export const words = (text: string, x: number, y: number, attributes: Attributes = {}): Svg =>
  el('text', { x, y, ...attributes }, escapeText(text) as Svg)

/** An upright or level line, in the middle of a row of pixels, so that it is drawn sharp. */
export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): Svg =>
  el('line', { x1: sharp(x1), y1: sharp(y1), x2: sharp(x2), y2: sharp(y2), stroke: RULE, ...attributes })

const sharp = (value: number): number => Math.floor(value) + 0.5

/** The whole, under its name. Two pictures on one page never share an id. */
export function picture(
  { title, description, width, height }: { title: string; description: string; width: number; height: number },
  ...children: readonly Svg[]
): Svg {
  const id = `chart-${createHash('sha256').update(title).update(description).update(children.join('')).digest('base64url').slice(0, 8)}`
  const attributes = {
    class: 'app-chart__svg',
    role: 'img',
    'aria-labelledby': `${id}-title`,
    'aria-describedby': `${id}-description`,
    focusable: 'false',
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    fill: INK,
    'font-family': 'arial, sans-serif',
    'font-size': FONT_SIZE,
  }
  const named = [
    el('title', { id: `${id}-title` }, escapeText(title) as Svg),
    el('desc', { id: `${id}-description` }, escapeText(description) as Svg),
  ]
  return el('svg', attributes, ...named, ...children)
}

/**
 * About how wide words are drawn at the most: by the widest of the usual fonts, where Arial is not there. There is nothing on a server to measure
 * them with, and a name that is cut reads as another.
 */
export function widthOf(text: string): number {
  const ems = Array.from(text, letter =>
    /[fijlrtI.,:;'|!() ]/.test(letter) ? 0.3 : /[mwMWGOQ%@]/.test(letter) ? 0.85 : /[A-Z]/.test(letter) ? 0.7 : 0.56,
  )
  return ems.reduce((sum, em) => sum + em, 0) * WIDEST * FONT_SIZE
}

/** DejaVu Sans against Arial, measured on the labels of the charts: 1.07 to 1.11. */
const WIDEST = 1.12

const short = (value: number): string => String(Math.round(value * 100) / 100)
const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
