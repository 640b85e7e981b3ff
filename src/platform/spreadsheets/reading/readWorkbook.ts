import path from 'node:path'
import { openZipParts, UnreadableZip, type WhyUnreadable, type ZipParts } from '../../files/zipParts.ts'
import { withoutControls } from '../../forms/fields.ts'
import { numberFormats } from './formats.ts'
import { formulaCells, mergedRanges, sheetRows, TooMuch, withoutEscapes, type SharedParts, type TableRow } from './sheetRows.ts'
import { attribute, xmlParts } from './xml.ts'

export type Sheet = { name: string; rows: TableRow[] }
/** A sheet with the ranges in it that are merged. */
export type SeenSheet = Sheet & { merged: string[] }

/** A workbook cannot be read; the message is a sentence for whoever sent it. */
export class UnreadableWorkbook extends Error {}

const MOST = { entries: 2000, sheets: 20, formSheets: 80, partBytes: 40 * 1024 * 1024, allBytes: 80 * 1024 * 1024 }
const DAMAGED = 'This workbook is damaged or incomplete. Open it in Excel, save it again, and choose it again.'

/**
 * The sheets of a workbook (.xlsx) that are not hidden, as their reader sees them. It runs in the looker: what a workbook holds
 * comes from strangers (docs/decisions/0040-contacts-as-people-have-them.md).
 *
 * @throws UnreadableWorkbook
 */
export const readWorkbook = async (file: string): Promise<Sheet[]> =>
  (await readSheets(file, PLAIN)).map(({ name, rows }) => ({ name, rows }))

/** The same with days as their cells show them, and with what is merged: for what people laid out to be read. @throws UnreadableWorkbook */
export const readWorkbookAsSeen = async (file: string): Promise<SeenSheet[]> =>
  (await readSheets(file, { ...PLAIN, asSeen: true })).map(({ name, rows, merged }) => ({ name, rows, merged }))

/** All that a workbook holds, its hidden sheets too: for who must know what is in it. @throws UnreadableWorkbook */
export const readWholeWorkbook = async (file: string): Promise<Sheet[]> => readSheets(file, { ...PLAIN, withHidden: true })

/** A sheet with all that somebody may have done to it, so that none of it goes unnoticed. */
export type WrittenSheet = SeenSheet & { formulas: string[] }

/**
 * A workbook that was to be filled in: its hidden sheets too, days as '2026-09-01' and "12%" as typed, each cell with what stands in
 * itself alone. What a formula came to is its cell's text; nothing is computed.
 *
 * @throws UnreadableWorkbook
 */
export const readFilledIn = (file: string): Promise<WrittenSheet[]> =>
  readSheets(file, { asSeen: false, withHidden: true, isForm: true, thing: 'an audit' })

type How = { asSeen: boolean; withHidden: boolean; isForm?: boolean; thing: string }
const PLAIN: How = { asSeen: false, withHidden: false, thing: 'a list or a plan' }

const words = (thing: string): Record<WhyUnreadable, string> => ({
  damaged: DAMAGED,
  locked: 'This workbook is protected with a password. Save it without one, and choose it again.',
  too_many: `This workbook has far more parts than ${thing} has.`,
  too_large: `This workbook is far larger than ${thing}. Copy what is to be read into a new one, and choose that.`,
})

async function readSheets(file: string, how: How): Promise<WrittenSheet[]> {
  let zip: ZipParts | undefined
  try {
    zip = await openZipParts(file, MOST)
    return await sheetsOf(zip.text, how)
  } catch (error) {
    if (error instanceof UnreadableWorkbook) throw error
    if (error instanceof TooMuch) throw new UnreadableWorkbook(`${error.message}: far more than ${how.thing} has.`)
    throw new UnreadableWorkbook(error instanceof UnreadableZip ? words(how.thing)[error.why] : DAMAGED, { cause: error })
  } finally {
    zip?.close()
  }
}

async function sheetsOf(parts: ZipParts['text'], { asSeen, withHidden, isForm = false }: How): Promise<WrittenSheet[]> {
  const workbook = await parts('xl/workbook.xml')
  if (workbook === undefined)
    throw new UnreadableWorkbook('This is not an Excel workbook (.xlsx). Open it in Excel, save it as one, and choose that.')
  const targets = linksOf(await parts('xl/_rels/workbook.xml.rels'))
  const shared: SharedParts = {
    strings: sharedStrings((await parts('xl/sharedStrings.xml')) ?? ''),
    formats: numberFormats((await parts('xl/styles.xml')) ?? ''),
    is1904: is1904(workbook),
    asSeen,
    percents: asSeen || isForm,
    asWritten: isForm,
  }
  const most = isForm ? MOST.formSheets : MOST.sheets
  const sheets: WrittenSheet[] = []
  const listed = sheetsIn(workbook, withHidden)
  if (withHidden && listed.length > most) throw new UnreadableWorkbook(`This workbook has more than ${most} sheets.`)
  for (const { name, id } of listed.slice(0, most)) {
    const target = targets.get(id)
    const place = target === undefined ? '' : target.startsWith('/') ? target.slice(1) : path.posix.join('xl', target)
    const xml = await parts(place)
    if (xml === undefined) continue
    const links = linksOf(await parts(`${path.posix.dirname(place)}/_rels/${path.posix.basename(place)}.rels`))
    sheets.push({
      name,
      rows: sheetRows(xml, shared, links),
      merged: asSeen || isForm ? mergedRanges(xml) : [],
      formulas: isForm ? formulaCells(xml) : [],
    })
  }
  if (sheets.length === 0) throw new UnreadableWorkbook('This workbook has no sheet that can be read.')
  return sheets
}

function sheetsIn(workbook: string, withHidden: boolean): { name: string; id: string }[] {
  const sheets: { name: string; id: string }[] = []
  for (const part of xmlParts(workbook))
    if (part.kind === 'open' && part.name === 'sheet' && (withHidden || (attribute(part.tag, 'state') ?? 'visible') === 'visible'))
      sheets.push({ name: withoutControls((attribute(part.tag, 'name') ?? '').slice(0, 100)), id: attribute(part.tag, 'r:id') ?? '' })
  return sheets
}

function is1904(workbook: string): boolean {
  for (const part of xmlParts(workbook))
    if (part.kind === 'open' && part.name === 'workbookPr') return ['1', 'true'].includes(attribute(part.tag, 'date1904') ?? '')
  return false
}

/** What the links of a part lead to, by their id. */
function linksOf(xml: string | undefined): Map<string, string> {
  const targets = new Map<string, string>()
  for (const part of xmlParts(xml ?? ''))
    if (part.kind === 'open' && part.name === 'Relationship')
      targets.set(attribute(part.tag, 'Id') ?? '', attribute(part.tag, 'Target') ?? '')
  return targets
}

/** The texts that cells refer to by number; what says how to pronounce them is left out. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = []
  let text = ''
  let reads = false
  let phonetic = false
  for (const part of xmlParts(xml)) {
    if (part.kind === 'text') {
      if (reads && !phonetic) text += part.text
      continue
    }
    const opens = part.kind === 'open' && !part.isEmpty
    if (part.name === 't') reads = opens
    else if (part.name === 'rPh') phonetic = opens
    else if (part.name === 'si') {
      if (!opens) strings.push(withoutEscapes(text))
      text = ''
    }
  }
  return strings
}
