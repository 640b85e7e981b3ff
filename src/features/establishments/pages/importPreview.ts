import type { Request, Response } from 'express'
import { requestKey } from '../../../platform/forms/fields.ts'
import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import type { StatNumber } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { sayNumber, sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { EstablishmentReturns } from '../returnsShown.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { knownWords, previewOf, type ContactsPreview } from '../contacts/fileStore.ts'
import { successions } from '../contacts/successorsStore.ts'
import { applyContactsImport } from '../contacts/importActions.ts'
import { applyImport } from '../register/actions.ts'
import type { Change } from '../register/compare.ts'
import { notInFile, shrinkage } from '../register/compareStore.ts'
import { lostInWords, tooManyLost } from '../register/guard.ts'
import type { RegisterImport } from '../register/importStore.ts'
import { stagedRows } from '../register/stagedStore.ts'
import { questionsOf } from './contactsQuestions.ts'
import { confirmOf, type Confirmation } from './importConfirm.ts'
import { showChoice } from './imports.ts'
import { crumbs, importOf, sayAndGo } from './importParts.ts'
import { undoOf } from './importUndo.ts'
import { changesQuestions, missingTable, notesTable, rowsTable } from './previewTables.ts'
import { LISTS, type ListName } from './previewLists.ts'

type Context = PageContext<StaffActor>
const PAGE_SIZE = 50

/** GET /register/imports/:importId: the preview of a file, or what came of it. */
export const importPage =
  ({ issuedAs }: EstablishmentReturns): Page<StaffActor> =>
  async (context, req, res) => {
    const found = await importOf(context, req)
    const asks =
      found.status === 'uploaded' || (queryText(req, 'choose') === 'yes' && found.status === 'previewed' && found.fileKey !== null)
    return asks ? showChoice(context, res, found) : showPreview(context, req, res, found, { issuedAs })
  }

/** POST /register/imports/:importId/apply */
export const applyPage =
  ({ issuedAs }: EstablishmentReturns): Page<StaffActor> =>
  async (context, req, res) => {
    const { db, actor, files } = context
    const found = await importOf(context, req)
    const key = requestKey.parse(typed(req.body, '_key') || undefined)
    if (found.kind === 'contacts') {
      const seen = typed(req.body, '_seen')
      await applyContactsImport(db, actor, { importId: found.id, seen: seen === '' ? undefined : Number(seen), requestKey: key })
      return sayAndGo(req, res, saidOf(found), `/register/imports/${found.id}`)
    }
    const lost = found.status === 'previewed' ? tooManyLost(await shrinkage(db, actor.partnershipId, found.id)) : null
    const confirmed = typed(req.body, 'confirmed').trim()
    if (lost !== null && Number(confirmed) !== lost)
      return showPreview(context, req, res.status(422), found, {
        issuedAs,
        fault: { typed: confirmed, message: `The number must be ${lost}: so many would close or are not in the file` },
      })
    const authorities = typedAll(req.body, 'take').map(Number)
    await applyImport(db, actor, {
      importId: found.id,
      confirmedLosses: lost ?? 0,
      authorities,
      ...(key === undefined ? {} : { requestKey: key }),
    })
    if (found.fileKey !== null) await files.remove(found.fileKey)
    await sayAndGo(req, res, 'The register is up to date with the file.', `/register/imports/${found.id}`)
  }

function saidOf({ counts: { new: added, changed, unreadable } }: RegisterImport): string {
  const parts = [`${sayCount(added, 'contact was', 'contacts were')} added`, `${sayNumber(changed)} brought up to date`]
  return `${parts.join(' and ')}.${unreadable > 0 ? ` ${leftOut(unreadable)}` : ''}`
}

const leftOut = (rows: number): string => `${sayCount(rows, 'entry was', 'entries were')} left out: download them below to mend them.`

/** Whether an import that told conversions leaves successors without contacts. */
const hasSuccessions = async ({ db, actor, now }: Context, { counts }: RegisterImport): Promise<boolean> =>
  counts.converted > 0 && (await successions(db, actor.partnershipId, londonDate(now()))).length > 0

type Showing = { issuedAs: EstablishmentReturns['issuedAs']; fault?: Confirmation }

async function showPreview(
  context: Context,
  req: Request,
  res: Response,
  found: RegisterImport,
  { issuedAs, fault }: Showing,
): Promise<void> {
  const { db, actor } = context
  const open = found.status === 'previewed'
  const isRegister = found.kind === 'establishments'
  const loss = open && isRegister ? await shrinkage(db, actor.partnershipId, found.id) : undefined
  const counts: Record<ListName, number> = {
    ...found.counts,
    skipped: found.counts.skipped ?? 0,
    missing: loss?.missing ?? 0,
    notes: found.notes.length,
  }
  const manages = roleHolds(actor.role, 'register.manage')
  const preview = isRegister ? undefined : await previewOf(db, actor.partnershipId, found.id)
  const shown = chosenList(queryText(req, 'show'), counts, open)
  const ours = (await findPartnership(db, actor.partnershipId))?.laCodes ?? []
  const base = `/register/imports/${found.id}`
  renderPage(res, 'establishments/preview', {
    title: `What ${found.fileName} ${open ? 'would change' : found.status === 'undone' ? 'had changed' : 'changed'}`,
    layout: 'staff',
    breadcrumbs: crumbs({ text: found.fileName }, found.kind),
    errors: fault ? [{ text: fault.message, href: '#confirmed' }] : [],
    lead: leadOf(found),
    remarks: isRegister ? remarksOf(found) : sheetsOf(preview),
    chooseHref: open && found.fileKey !== null ? `${base}?choose=yes` : '',
    numbers: numbersOf(base, found, counts, shown, open),
    stop: loss && tooManyLost(loss) !== null ? lostInWords(loss) : '',
    leftOutHref: found.counts.unreadable > 0 && manages ? `${base}/left-out.csv` : '',
    successorsHref: manages && found.status === 'applied' && (await hasSuccessions(context, found)) ? '/register/contacts/successors' : '',
    undo: manages && found.status === 'applied' && isRegister ? await undoOf(context, base, found) : undefined,
    questions: open && manages && preview ? questionsOf(base, preview, await knownWords(db, actor.partnershipId)) : undefined,
    confirm: open && manages ? confirmOf(base, found, { loss, ours, seen: preview?.revision, fault }) : undefined,
    ...(shown === undefined ? { table: undefined } : await listOf(context, req, found, { shown, total: counts[shown], issuedAs })),
  })
}

function sheetsOf(preview: ContactsPreview | undefined): string[] {
  const { sheet = '', otherSheets = [], missing = [] } = preview?.asked ?? {}
  return [
    ...(otherSheets.length > 0 ? [`The sheet “${sheet}” was read, and not: ${otherSheets.map(name => `“${name}”`).join(', ')}.`] : []),
    ...(missing.includes('Email') ? ['The file has no column of email addresses that is known here.'] : []),
  ]
}

/** The list that was asked for; else the first of those that people must look at. */
function chosenList(asked: string, counts: Record<ListName, number>, open: boolean): ListName | undefined {
  const there = (Object.keys(LISTS) as ListName[]).filter(
    name => counts[name] > 0 && (open || (name !== 'missing' && name !== 'unchanged')),
  )
  return there.find(name => name === asked) ?? there[0]
}

const leadOf = ({ rows, outside, startedBy, createdAt, appliedAt, undoneAt, undoneBy, status }: RegisterImport): string => {
  const read = `${sayCount(rows, 'row')} read${outside > 0 ? `, and ${sayNumber(outside)} of other authorities left out` : ''}.`
  if (status === 'undone' && undoneAt !== null)
    return `Undone by ${undoneBy ?? startedBy} at ${sayInstant(undoneAt)}. The register is as it was before this file.`
  return status === 'applied' && appliedAt !== null
    ? `Imported by ${startedBy} at ${sayInstant(appliedAt)}. ${read}`
    : `Previewed by ${startedBy} at ${sayInstant(createdAt)}. ${read} Nothing has been changed yet.`
}

function remarksOf({ missingColumns, newColumns, remarks }: RegisterImport): string[] {
  return [
    ...remarks,
    ...(missingColumns.length > 0 ? [`These columns are not in the file, and what is stored stays: ${missingColumns.join(', ')}.`] : []),
    ...(newColumns.length > 0 ? [`These columns are new to us and are not used: ${newColumns.join(', ')}.`] : []),
  ]
}

function numbersOf(
  base: string,
  found: RegisterImport,
  counts: Record<ListName, number>,
  shown: ListName | undefined,
  open: boolean,
): StatNumber[] {
  return (Object.entries(LISTS) as [ListName, (typeof LISTS)[ListName]][])
    .filter(([name, { always, kinds }]) => kinds.includes(found.kind) && (always || counts[name] > 0) && (open || name !== 'missing'))
    .map(([name, { tone }]) => ({
      number: counts[name],
      label: name === shown ? `${labelOf(name, counts[name])} (shown below)` : labelOf(name, counts[name]),
      ...(counts[name] > 0 && (open || name !== 'unchanged') ? { href: `${base}?show=${name}#rows` } : {}),
      tone: counts[name] > 0 ? tone : 'quiet',
    }))
}

/** In a row several cells can be wrong, and the table names each: what is counted here are the rows. */
const labelOf = (name: ListName, count: number): string =>
  name === 'unreadable' ? `${count === 1 ? 'row' : 'rows'} ${LISTS[name].label}` : LISTS[name].label

type Listed = { shown: ListName; total: number; issuedAs: EstablishmentReturns['issuedAs'] }

async function listOf({ db, actor }: Context, req: Request, found: RegisterImport, { shown, total, issuedAs }: Listed) {
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const slice = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }
  const table =
    shown === 'notes'
      ? notesTable(found.notes.slice(slice.offset, slice.offset + slice.limit))
      : shown === 'missing'
        ? missingTable(await notInFile(db, actor.partnershipId, found.id, slice))
        : await rowsOf({ db, actor }, found, shown, { slice, issuedAs })
  return {
    table,
    explanation: LISTS[shown].explanation[found.kind][found.status === 'applied' ? 'done' : 'preview'],
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total,
      noun: 'row',
      href: at => `/register/imports/${found.id}?show=${shown}&page=${at}#rows`,
    }),
  }
}

/** The rows of a list. Beside what changes stands what a return in progress was issued as. */
async function rowsOf(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  { kind, id, status }: RegisterImport,
  shown: Change,
  { slice, issuedAs }: { slice: { limit: number; offset: number }; issuedAs: EstablishmentReturns['issuedAs'] },
) {
  const staged = await stagedRows(db, actor.partnershipId, id, shown, slice)
  const asked = kind === 'establishments' && shown === 'changed' && status === 'previewed' ? staged.filter(changesQuestions) : []
  const issued =
    asked.length === 0
      ? []
      : await issuedAs(
          db,
          actor.partnershipId,
          asked.map(({ identifier }) => identifier ?? ''),
        )
  return rowsTable(kind, shown, staged, new Map(issued.map(({ identifier, words }) => [identifier, words])))
}
