/** A picture as its points: red, green, blue and how opaque each is, row by row. */
export type Pixels = { width: number; height: number; data: Uint8Array }
export type Size = { width: number; height: number }

/** The most points that a picture is drawn with: a page of A4 that is 1,600 wide has 3.6 million. */
const MOST_DRAWN = 8_000_000

/** By how much a page is drawn larger to be so wide, or less where it would have too many points. */
export const scaleFor = ({ width, height }: Size, wanted: number): number =>
  Math.min(wanted / width, Math.sqrt(MOST_DRAWN / (width * height)))

/** A picture made smaller, on white paper: each point is the mean of those that it stands for. */
export function shrunk(from: Pixels, scale: number): Pixels {
  const width = Math.max(1, Math.round(from.width * scale))
  const height = Math.max(1, Math.round(from.height * scale))
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    const rows = span(y, height, from.height)
    for (let x = 0; x < width; x += 1) mean(from, span(x, width, from.width), rows, data, (y * width + x) * 4)
  }
  return { width, height, data }
}

type Span = { first: number; past: number }

const span = (at: number, of: number, from: number): Span => {
  const first = Math.floor((at * from) / of)
  return { first, past: Math.max(first + 1, Math.floor(((at + 1) * from) / of)) }
}

function mean({ data, width }: Pixels, columns: Span, rows: Span, into: Uint8Array, at: number): void {
  let red = 0
  let green = 0
  let blue = 0
  for (let y = rows.first; y < rows.past; y += 1)
    for (let point = (y * width + columns.first) * 4, past = (y * width + columns.past) * 4; point < past; point += 4) {
      const opaque = data[point + 3] ?? 0
      const paper = 255 * (255 - opaque)
      red += (data[point] ?? 0) * opaque + paper
      green += (data[point + 1] ?? 0) * opaque + paper
      blue += (data[point + 2] ?? 0) * opaque + paper
    }
  const weight = 255 * (rows.past - rows.first) * (columns.past - columns.first)
  into[at] = red / weight
  into[at + 1] = green / weight
  into[at + 2] = blue / weight
  into[at + 3] = 255
}
