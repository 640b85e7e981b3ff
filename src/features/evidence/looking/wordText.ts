import type { DocumentText, Passage, Table } from '../../documentText/index.ts'
import { openZipParts } from '../../../platform/files/zipParts.ts'
import { xmlParts } from '../../../platform/spreadsheets/reading/xml.ts'
import { CannotRead } from './cannotRead.ts'
import { readable } from './shownText.ts'

const MOST = { entries: 5_000, partBytes: 40 * 1024 * 1024, allBytes: 60 * 1024 * 1024, beside: 30 }
/** What stands around the text itself: in headers, notes and comments. */
const BESIDE = /^word\/(?:header|footer|footnotes|endnotes|comments)\d{0,3}\.xml$/

/**
 * The text of a Word document: its paragraphs and tables, what was deleted and still is in it, and what stands in headers, notes and comments.
 *
 * @param most how many characters are read
 * @throws CannotRead, UnreadableZip, NotXml
 */
export async function wordText(path: string, most: number): Promise<DocumentText & { isPart: boolean }> {
  const zip = await openZipParts(path, MOST)
  try {
    const main = await zip.text('word/document.xml')
    if (main === undefined) throw new CannotRead('damaged')
    const read = new Reading(most)
    read.all(main, '')
    for (const name of zip.names.filter(one => BESIDE.test(one)).slice(0, MOST.beside))
      read.all((await zip.text(name)) ?? '', 'headers, notes and comments')
    return { passages: read.passages, tables: read.tables, isPart: read.left <= 0 }
  } finally {
    zip.close()
  }
}

/** Goes through the parts of a document; a table within a cell of another is text of that cell. */
class Reading {
  readonly passages: Passage[] = []
  readonly tables: Table[] = []
  left: number
  #depth = 0
  #rows: { number: number; cells: string[] }[] = []
  #cells: string[] = []
  #cell = ''
  #text = ''

  constructor(most: number) {
    this.left = most
  }

  all(xml: string, within: string): void {
    let reads = false
    let paragraphs = 0
    for (const part of xmlParts(xml)) {
      if (this.left <= 0) return
      if (part.kind === 'text') {
        if (reads) this.#write(part.text)
        continue
      }
      const opens = part.kind === 'open' && !part.isEmpty
      const { name } = part
      if (name === 't' || name === 'delText') reads = opens
      else if (part.kind === 'open' && (name === 'tab' || name === 'br' || name === 'cr')) this.#write(name === 'tab' ? '\t' : '\n')
      else if (name === 'p' && !opens && part.kind === 'close') {
        if (this.#depth > 0) this.#write('\n')
        else paragraphs += this.#endParagraph(within, paragraphs + 1)
      } else if (name === 'tbl' && (opens || part.kind === 'close')) this.#table(opens)
      else if (this.#depth === 1 && part.kind === 'close' && name === 'tc') this.#endCell()
      else if (this.#depth === 1 && part.kind === 'close' && name === 'tr') this.#endRow()
    }
  }

  #write(text: string): void {
    this.left -= text.length
    if (this.#depth > 0) this.#cell += text
    else this.#text += text
  }

  #endParagraph(within: string, number: number): number {
    const text = readable(this.#text)
    this.#text = ''
    if (text.trim() === '') return 0
    this.passages.push({ place: { within, unit: 'paragraph', number }, text })
    return 1
  }

  #table(opens: boolean): void {
    this.#depth += opens ? 1 : -1
    if (opens || this.#depth > 0) return
    this.#depth = 0
    if (this.#rows.length > 0) this.tables.push({ within: `table ${this.tables.length + 1}`, unit: 'row', rows: this.#rows })
    this.#rows = []
  }

  #endCell(): void {
    this.#cells.push(readable(this.#cell).trim())
    this.#cell = ''
  }

  #endRow(): void {
    this.#rows.push({ number: this.#rows.length + 1, cells: this.#cells })
    this.#cells = []
  }
}
