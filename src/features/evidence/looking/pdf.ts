import type { PDFiumModule } from '@hyzyla/pdfium'
import { boundedWasm } from '../../../platform/looking/boundedWasm.ts'
import { CannotShow, type WhyNotShown } from './cannotShow.ts'
import type { Pixels } from './pixels.ts'

/** A PDF that is open. It runs nothing: the code that reads it has no scripts, no network and no files. */
export type Pdf = {
  pages: number
  page(number: number): PdfPage
  /** What is written on a page, which is let go of afterwards: for all pages, one after another. Nothing where a page is damaged. */
  textOf(number: number, most: number): string
}
export type PdfPage = {
  /** In points, of which a sheet of A4 has 595 by 842. */
  width: number
  height: number
  /** What is written on it, as far as it is text: nothing for a scan. */
  text(most: number): string
  draw(scale: number): Pixels
}

/** A scan of A4 in colour at 600 dots an inch takes 105 MB when it is unpacked. */
const MEGABYTES = 256

/** Opens a PDF in a reader of its own, in which no other document was: what it takes is given back as a whole. @throws CannotShow */
export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
  const { PDFiumModule: begin } = await import('@hyzyla/pdfium')
  const pdfium = await begin({ instantiateWasm: await boundedWasm('@hyzyla/pdfium/pdfium.wasm', MEGABYTES) })
  pdfium._FPDF_InitLibraryWithConfig({})
  const at = room(pdfium, bytes.length)
  pdfium.HEAPU8.set(bytes, at)
  const document = pdfium._FPDF_LoadMemDocument(at, bytes.length, 0)
  if (document === 0) throw new CannotShow(FAULTS[pdfium._FPDF_GetLastError()] ?? 'damaged')
  const pages = pdfium._FPDF_GetPageCount(document)
  if (pages < 1) throw new CannotShow('damaged')
  return {
    pages,
    textOf(number, most) {
      const page = pdfium._FPDF_LoadPage(document, number - 1)
      if (page === 0) return ''
      try {
        return textOf(pdfium, page, most)
      } finally {
        pdfium._FPDF_ClosePage(page)
      }
    },
    page(number) {
      if (number > pages) throw new CannotShow('no_page')
      const page = pdfium._FPDF_LoadPage(document, number - 1)
      const width = page === 0 ? 0 : pdfium._FPDF_GetPageWidth(page)
      const height = page === 0 ? 0 : pdfium._FPDF_GetPageHeight(page)
      if (!(width > 0 && height > 0)) throw new CannotShow('damaged')
      return {
        width,
        height,
        text: most => textOf(pdfium, page, most),
        draw: scale =>
          drawn(
            pdfium,
            { document, page },
            { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) },
          ),
      }
    },
  }
}

type Pdfium = Awaited<ReturnType<typeof PDFiumModule>>

/** `FPDF_ERR_PASSWORD` and `FPDF_ERR_SECURITY`. */
const FAULTS: Record<number, WhyNotShown> = { 4: 'locked', 5: 'locked' }

function room(pdfium: Pdfium, bytes: number): number {
  const at = pdfium.wasmExports.malloc(bytes)
  if (at === 0) throw new CannotShow('too_complicated')
  return at
}

function textOf(pdfium: Pdfium, page: number, most: number): string {
  const text = pdfium._FPDFText_LoadPage(page)
  if (text === 0) return ''
  const characters = Math.min(most, pdfium._FPDFText_CountChars(text))
  const at = characters < 1 ? 0 : room(pdfium, (characters + 1) * 2)
  const written = at === 0 ? 0 : pdfium._FPDFText_GetText(text, 0, characters, at)
  const said = new TextDecoder('utf-16le').decode(pdfium.HEAPU8.subarray(at, at + Math.max(0, written - 1) * 2))
  if (at !== 0) pdfium.wasmExports.free(at)
  pdfium._FPDFText_ClosePage(text)
  return said
}

const RGBA = 4
const WHITE = 0xffffffff
/** Notes in the margin; red, green and blue in this order; pictures let go of once they are drawn, and made smaller with care. */
const HOW = 0x01 | 0x10 | 0x200 | 0x400

type Drawn = { document: number; page: number }

function drawn(pdfium: Pdfium, { document, page }: Drawn, { width, height }: { width: number; height: number }): Pixels {
  const at = room(pdfium, width * height * RGBA)
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, RGBA, at, width * RGBA)
  if (bitmap === 0) throw new CannotShow('too_complicated')
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, HOW)
  const fields = fieldsOf(pdfium, document)
  if (fields !== 0) {
    pdfium._FORM_OnAfterLoadPage(page, fields)
    pdfium._FPDF_FFLDraw(fields, bitmap, page, 0, 0, width, height, 0, HOW)
  }
  return { width, height, data: pdfium.HEAPU8.slice(at, at + width * height * RGBA) }
}

/** What a form is filled in with: none of the functions that a program may give it, so it can ask for nothing. */
function fieldsOf(pdfium: Pdfium, document: number): number {
  const at = room(pdfium, FORM_BYTES)
  pdfium.HEAPU8.fill(0, at, at + FORM_BYTES)
  pdfium.HEAPU8[at] = 2
  return pdfium._FPDFDOC_InitFormFillEnvironment(document, at)
}

/** `FPDF_FORMFILLINFO` of version 2, with room to spare. */
const FORM_BYTES = 256
