import { readFile } from 'node:fs/promises'
import { kindOfType } from '../fileKinds.ts'
import { CannotShow } from './cannotShow.ts'
import { encodePicture, type Encoded } from './encodePicture.ts'
import { asPdf, jpegFacts, upright, type JpegFacts } from './jpeg.ts'
import { openPdf } from './pdf.ts'
import { scaleFor, shrunk, type Size } from './pixels.ts'
import { pngPixels, pngSize } from './png.ts'
import { readable, shownText } from './shownText.ts'

/** What is shown of a document beside its pictures. */
export type ShownPage = {
  pages: number
  /** How wide and high the page is, to keep room for its picture; null for text alone. */
  size: Size | null
  text: string
  isCut: boolean
}

const MOST_TEXT = 20_000

/** What one page of a document says, and how large it is. @throws CannotShow */
export async function readPage(path: string, mediaType: string, number: number): Promise<ShownPage> {
  const kind = kindOf(mediaType)
  if (kind === 'text') return { pages: 1, size: null, ...(await shownText(path)) }
  const bytes = await readFile(path)
  if (kind === 'pdf') {
    const pdf = await openPdf(bytes)
    const page = pdf.page(Math.min(number, pdf.pages))
    const text = readable(page.text(MOST_TEXT + 1))
    const { width, height } = page
    return { pages: pdf.pages, size: { width, height }, text: text.slice(0, MOST_TEXT), isCut: text.length > MOST_TEXT }
  }
  return { pages: 1, size: kind === 'png' ? pngSize(bytes) : upright(factsOf(bytes)), text: '', isCut: false }
}

/** A picture of one page, so wide. Photographs are made no larger than they are. @throws CannotShow */
export async function pictureOf(path: string, mediaType: string, { number, width }: { number: number; width: number }): Promise<Encoded> {
  const kind = kindOf(mediaType)
  const bytes = await readFile(path)
  if (kind === 'png') {
    const pixels = await pngPixels(bytes)
    return encodePicture(shrunk(pixels, Math.min(1, scaleFor(pixels, width))), false)
  }
  if (kind === 'text') throw new CannotShow('no_page')
  const page = (await openPdf(kind === 'pdf' ? bytes : pdfOfJpeg(bytes))).page(number)
  const scale = scaleFor(page, width)
  return kind === 'pdf' ? encodePicture(page.draw(scale), false) : encodePicture(page.draw(Math.min(1, scale)), true)
}

function kindOf(mediaType: string) {
  const kind = kindOfType(mediaType)?.shownAs
  if (kind === undefined) throw new Error(`${mediaType} is not shown`)
  return kind
}

/** The largest pictures that telephones take. */
const MOST_JPEG = 50_000_000

function factsOf(jpeg: Buffer): JpegFacts {
  const facts = jpegFacts(jpeg)
  if (!facts || facts.width === 0 || facts.height === 0) throw new CannotShow('damaged')
  if (facts.width * facts.height > MOST_JPEG) throw new CannotShow('too_large')
  return facts
}

function pdfOfJpeg(jpeg: Buffer): Buffer {
  const pdf = asPdf(jpeg, factsOf(jpeg))
  if (!pdf) throw new CannotShow('unknown_kind')
  return pdf
}
