import { idIn } from '../../../platform/forms/fields.ts'
import type { Id } from '../../../platform/id.ts'
import { allParts, type DocumentPart, type PlanDocument } from '../document.ts'
import { FOREIGN, type PlanColumn } from './columns.ts'
import { foreignNumber, type CellNote, type Entry } from '../../sheetImports/index.ts'
import type { PlanSheet } from './read.ts'

/** What a reference of a workbook names. */
export type Reference = ReturnType<typeof readReference>

/** What a reference of a workbook names: "P5-O7-A12". */
export function readReference(text: string) {
  const isForeign = text.startsWith(FOREIGN)
  const match = /^P(\d{1,12})(?:-O(\d{1,12}))?(?:-([AM])(\d{1,12}))?$/.exec((isForeign ? text.slice(FOREIGN.length) : text).trim())
  const id = <Of extends string>(at: number) => {
    const digits = match?.[at]
    return idIn<Of>(isForeign && digits !== undefined ? foreignNumber(digits) : digits)
  }
  return {
    top: id<'planPart'>(1),
    objective: id<'planPart'>(2),
    action: match?.[3] === 'A' ? id<'action'>(4) : undefined,
    measure: match?.[3] === 'M' ? id<'planMeasure'>(4) : undefined,
  }
}

/** The references of a sheet, held against what its rows say. */
export type Held = {
  of: (entry: Entry<PlanColumn>) => Reference
  /** The rows of which it has to be asked what they mean: they are not imported. */
  asked: ReadonlySet<Entry<PlanColumn>>
  notes: CellNote[]
  bad: CellNote[]
}

/**
 * Holds the references of a sheet against what stands beside them. Where the plan has no such part and one of that name, the row is taken for
 * that one, so that a wrong reference doubles nothing; where it has several, or an action of the same words, somebody has to say which is
 * meant. Whatever is of no plan at all is new.
 *
 * @param twins which actions an earlier import made of those that the workbook names
 */
export function heldReferences(
  { sheet, entries }: PlanSheet,
  document: PlanDocument | undefined,
  twins: ReadonlyMap<Id<'action'>, Id<'action'>>,
): Held {
  const read = new Map<Entry<PlanColumn>, Reference>()
  const asked = new Set<Entry<PlanColumn>>()
  const notes: CellNote[] = []
  const bad: CellNote[] = []
  const actionIds = new Set(allParts(document?.parts ?? []).flatMap(({ actions }) => actions.map(({ id }) => id)))
  for (const entry of entries) {
    const written = readReference(entry.cells.reference?.text ?? '')
    const reference = written.action === undefined ? written : { ...written, action: twins.get(written.action) ?? written.action }
    read.set(entry, reference)
    if (!document || reference.top === undefined) continue
    const say = (to: CellNote[], text: string) => to.push({ sheet, cell: entry.cells.reference?.cell ?? String(entry.line), text })
    const top = meant(document.parts, reference.top, sameTop(document, entry))
    const below = top.part ? meant(top.part.parts, reference.objective, sameObjective(top.part, entry)) : NOBODY
    if (top.isUnclear || below.isUnclear) {
      asked.add(entry)
      say(bad, 'The plan has several of this name and none with this reference: nobody can tell which is meant. This row is not imported.')
      continue
    }
    read.set(entry, { ...reference, ...(top.part && { top: top.part.id }), ...(below.part && { objective: below.part.id }) })
    const stands = below.part ?? (reference.objective === undefined ? top.part : undefined)
    const what = entry.cells.what?.text ?? ''
    if (reference.action !== undefined && !actionIds.has(reference.action) && stands?.actions.some(action => action.what === what)) {
      asked.add(entry)
      say(
        bad,
        'The plan has an action of the same words here, with another reference: this row is not imported. Put in that reference to change it, or leave the cell blank to add the action once more.',
      )
    } else if (top.isByName || below.isByName)
      say(notes, 'The plan has nothing with this reference, and one of the same name: the row is taken for that one.')
  }
  return { of: entry => read.get(entry) ?? readReference(''), asked, notes, bad }
}

type Meant = { part: DocumentPart | undefined; isByName: boolean; isUnclear: boolean }
const NOBODY: Meant = { part: undefined, isByName: false, isUnclear: false }

function meant(parts: readonly DocumentPart[], reference: Id<'planPart'> | undefined, same: readonly DocumentPart[]): Meant {
  const known = parts.find(({ id }) => id === reference)
  if (known || reference === undefined) return { ...NOBODY, part: known }
  const [only] = same
  return { part: same.length === 1 ? only : undefined, isByName: same.length === 1, isUnclear: same.length > 1 }
}

/** The priorities or aims of a plan that a row names: what it leaves blank says nothing against them. */
export function sameTop({ parts }: PlanDocument, { cells }: Pick<Entry<PlanColumn>, 'cells'>): DocumentPart[] {
  const [code, title, statement] = [cells.code?.text ?? '', cells.title?.text ?? '', cells.statement?.text ?? '']
  if (code === '' && title === '') return statement === '' ? [] : parts.filter(part => part.statement === statement)
  return parts.filter(part => (code === '' || part.code === code) && (title === '' || part.title === title))
}

/** The objectives under a priority that a row names. */
export const sameObjective = (top: DocumentPart, { cells }: Pick<Entry<PlanColumn>, 'cells'>): DocumentPart[] =>
  top.parts.filter(({ title }) => title !== '' && title === (cells.objective?.text ?? ''))
