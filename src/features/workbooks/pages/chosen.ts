import type { Cell, DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import type { UploadedFile } from '../../../platform/files/uploadedFile.ts'
import type { Id } from '../../../platform/id.ts'
import { sayCount } from '../../../platform/say.ts'
import { keepWorkbook } from '../actions.ts'
import { identityOf } from '../identityActions.ts'
import { lookedInto } from '../looking/filledInLook.ts'
import type { Sender } from '../store.ts'
import type { Desk } from './desk.ts'

/** The most that a workbook of ours has, filled in to its end, with pictures that somebody put into it. */
export const WORKBOOK_MEGABYTES = 10
/** They are looked into one after the other while their sender waits. */
export const MOST_AT_ONCE = 20

/** A workbook that somebody chose. `look` begins to look into it. */
export type ChosenFile = { name: string; look: () => Parameters<typeof lookedInto>[0] }

/** What became of one of them: where it is compared, or why it is not. */
export type Outcome = { name: string; establishment: string; returnId?: Id<'return'> } & ({ href: string } | { why: string })

/** Why a file is not even looked into; undefined where it is. */
export function whyNotLooked({ bytes, refused }: UploadedFile): string | undefined {
  if (refused === 'too_many') return `You can choose ${MOST_AT_ONCE} workbooks at a time. Choose this one afterwards.`
  if (refused === 'failed') return 'The file could not be stored just now. Try again in a few minutes.'
  if (refused !== null) return `The file is larger than ${WORKBOOK_MEGABYTES} MB`
  return bytes === 0 ? 'This file is empty' : undefined
}

/**
 * Keeps what was read of each workbook beside the return that it is of, where the same person may answer that.
 *
 * @returns what became of each, in their order
 */
export async function readChosen(
  context: PageContext<Sender>,
  desk: Desk,
  chosen: readonly (ChosenFile | { name: string; why: string })[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const file of chosen) {
    const before = outcomes.flatMap(({ returnId }) => returnId ?? [])
    outcomes.push('why' in file ? { ...file, establishment: '' } : await takeOne(context, desk, file, before))
  }
  return outcomes
}

/** @param before the returns of the workbooks that were chosen with it and stand before it */
async function takeOne(context: PageContext<Sender>, desk: Desk, file: ChosenFile, before: readonly Id<'return'>[]): Promise<Outcome> {
  const { name } = file
  const found = await lookedInto(file.look())
  if (!found.ok) return { name, establishment: '', why: found.why }
  const identity = identityOf(context.secret, found.sheets)
  const known = typeof identity === 'string' ? undefined : identity
  const establishment = known?.establishmentName ?? ''
  const isHere = known === undefined || known.returnId === desk.open.auditReturn.id
  const at = isHere ? desk : ((await desk.elsewhere(known.returnId)) ?? desk)
  if ('why' in at) return { name, establishment, why: at.why }
  const { auditReturn } = at.open
  if (known && before.includes(known.returnId))
    return { name, establishment, why: `Another workbook of this return was chosen with it. Confirm that one, then choose this one.` }
  const kept = await keepWorkbook(context, at.sender, { open: at.open, fileName: name.slice(0, 300), sheets: found.sheets })
  if ('why' in kept) return { name, establishment, why: kept.why }
  return { name, establishment: auditReturn.establishmentName, returnId: auditReturn.id, href: `${at.base}/${kept.id}` }
}

const TITLE = 'The workbooks you chose'

/** What became of several, as a page. */
export function chosenView(desk: Desk, outcomes: readonly Outcome[]): ViewModel {
  const ready = outcomes.filter(one => 'href' in one).length
  const bad = outcomes.length - ready
  return {
    ...desk.frame(TITLE),
    title: TITLE,
    sum: [
      ...(ready > 0
        ? [
            `${sayCount(ready, 'workbook can be compared with the return of its establishment', 'workbooks can be compared, each with the return of its own establishment')}.`,
          ]
        : []),
      ...(bad > 0 ? [`${sayCount(bad, 'file was', 'files were')} not read.`] : []),
      'Nothing changes until you confirm.',
    ].join(' '),
    table: {
      id: 'chosen',
      caption: TITLE,
      captionHidden: true,
      columns: [{ text: 'File' }, { text: 'Establishment' }, { text: 'Comparison' }],
      rows: outcomes.map((one): Cell[] => [
        { text: one.name, typed: true },
        { text: one.establishment || 'Not known' },
        'href' in one ? { text: 'See what it would change', href: one.href, hiddenText: `at ${one.establishment}` } : { text: one.why },
      ]),
    } satisfies DataTable,
    again: { text: 'Choose other workbooks', href: desk.base },
    home: desk.home,
  }
}
