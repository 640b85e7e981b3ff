import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { requestKey } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { StatNumber } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { idParam, queryPage, queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayNumber, sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { knownWords, previewOf, type ContactsPreview } from '../contacts/fileStore.ts'
import { applyContactsImport } from '../contacts/importActions.ts'
import { applyImport, discardImport } from '../register/actions.ts'
import { notInFile, shrinkage } from '../register/compareStore.ts'
import { lostInWords, tooManyLost, type Shrinkage } from '../register/guard.ts'
import { findImport, type RegisterImport } from '../register/importStore.ts'
import { stagedRows } from '../register/stagedStore.ts'
import { questionsOf } from './contactsQuestions.ts'
import { textField } from './fields.ts'
import { showChoice } from './imports.ts'
import { crumbs, sayAndGo } from './importParts.ts'
import { missingTable, notesTable, rowsTable } from './previewTables.ts'
import { LISTS, type ListName } from './previewLists.ts'

type Context = PageContext<StaffActor>
const PAGE_SIZE = 50

/** GET /register/imports/:importId: the preview of a file, or what came of it. */
export const importPage: Page<StaffActor> = async (context, req, res) => {
  const found = await importOf(context, req)
  const asks = found.status === 'uploaded' || (queryText(req, 'choose') === 'yes' && found.status === 'previewed' && found.fileKey !== null)
  return asks ? showChoice(context, res, found) : showPreview(context, req, res, found)
}

/** POST /register/imports/:importId/apply */
export const applyPage: Page<StaffActor> = async (context, req, res) => {
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
      typed: confirmed,
      message: `The number must be ${lost}: so many would close or are not in the file`,
    })
  await applyImport(db, actor, { importId: found.id, confirmedLosses: lost ?? 0, ...(key === undefined ? {} : { requestKey: key }) })
  if (found.fileKey !== null) await files.remove(found.fileKey)
  await sayAndGo(req, res, 'The register is up to date with the file.', `/register/imports/${found.id}`)
}

function saidOf({ counts: { new: added, changed, unreadable } }: RegisterImport): string {
  const parts = [`${sayCount(added, 'contact was', 'contacts were')} added`, `${sayNumber(changed)} brought up to date`]
  return `${parts.join(' and ')}.${unreadable > 0 ? ` ${leftOut(unreadable)}` : ''}`
}

const leftOut = (rows: number): string => `${sayCount(rows, 'entry was', 'entries were')} left out: download them below to mend them.`

/** POST /register/imports/:importId/discard */
export const discardPage: Page<StaffActor> = async ({ db, actor, files }, req, res) => {
  const discarded = await discardImport(db, actor, idParam(req, 'importId'))
  if (discarded.fileKey !== null) await files.remove(discarded.fileKey)
  const back = discarded.kind === 'contacts' ? '/register/contacts/upload' : '/register/imports'
  await sayAndGo(req, res, 'The preview was discarded. Nothing was changed.', back)
}

async function importOf({ db, actor }: Context, req: Request): Promise<RegisterImport> {
  const found = await findImport(db, actor.partnershipId, idParam(req, 'importId'))
  if (!found || found.status === 'discarded') throw notFound()
  return found
}

type Confirmation = { typed: string; message: string }

async function showPreview(context: Context, req: Request, res: Response, found: RegisterImport, fault?: Confirmation): Promise<void> {
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
  const base = `/register/imports/${found.id}`
  renderPage(res, 'establishments/preview', {
    title: open ? `What ${found.fileName} would change` : `What ${found.fileName} changed`,
    layout: 'staff',
    breadcrumbs: crumbs({ text: found.fileName }, found.kind),
    errors: fault ? [{ text: fault.message, href: '#confirmed' }] : [],
    lead: leadOf(found),
    remarks: isRegister ? remarksOf(found) : sheetsOf(preview),
    chooseHref: open && found.fileKey !== null ? `${base}?choose=yes` : '',
    numbers: numbersOf(base, found, counts, shown, open),
    stop: loss && tooManyLost(loss) !== null ? lostInWords(loss) : '',
    leftOutHref: !isRegister && found.counts.unreadable > 0 && manages ? `${base}/left-out.csv` : '',
    questions: open && manages && preview ? questionsOf(base, preview, await knownWords(db, actor.partnershipId)) : undefined,
    confirm: open && manages ? confirmOf(base, found, loss, preview?.revision, fault) : undefined,
    ...(shown === undefined ? { table: undefined } : await listOf(context, req, found, shown, counts[shown])),
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

const leadOf = ({ rows, outside, startedBy, createdAt, appliedAt, status }: RegisterImport): string => {
  const read = `${sayCount(rows, 'row')} read${outside > 0 ? `, and ${sayNumber(outside)} of other authorities left out` : ''}.`
  return status === 'applied' && appliedAt !== null
    ? `Imported by ${startedBy} at ${sayInstant(appliedAt)}. ${read}`
    : `Previewed by ${startedBy} at ${sayInstant(createdAt)}. ${read} Nothing has been changed yet.`
}

function remarksOf({ missingColumns, newColumns }: RegisterImport): string[] {
  return [
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

function confirmOf(base: string, found: RegisterImport, loss: Shrinkage | undefined, seen: number | undefined, fault?: Confirmation) {
  const { new: added, changed, closed, converted, unchanged } = found.counts
  const lost = loss ? tooManyLost(loss) : null
  const isRegister = found.kind === 'establishments'
  const nothing = added + changed + closed + converted === 0
  const parts = isRegister
    ? [`${sayCount(added, 'establishment')} added`, `${changed} changed`, `${closed} closed`, `${converted} converted`]
    : [`${sayCount(added, 'contact')} added`, `${changed} brought up to date`]
  return {
    key: randomUUID(),
    applyAction: `${base}/apply`,
    discardAction: `${base}/discard`,
    seen: seen === undefined ? '' : String(seen),
    canApply: isRegister || added + changed + unchanged > 0,
    heading: nothing ? 'Everything is as the file says' : isRegister ? 'Update the register?' : 'Add these contacts?',
    words: nothing ? ['There is nothing to change.'] : [`${parts.join(', ')}.`, ...afterwards(found)],
    button: nothing ? 'Note that it is up to date' : isRegister ? 'Update the register' : 'Add the contacts',
    field:
      lost === null
        ? undefined
        : textField(
            'confirmed',
            `Type ${lost} to confirm that you have checked this`,
            fault?.typed ?? '',
            fault ? [{ field: 'confirmed', message: fault.message }] : [],
            {
              classes: 'govuk-input--width-5',
              inputmode: 'numeric',
              autocomplete: 'off',
            },
          ),
  }
}

function afterwards({ kind, counts }: RegisterImport): string[] {
  if (kind === 'contacts')
    return [
      ...(counts.new > 0 ? ['Whoever held a role that only one person holds ends the day before the new person begins.'] : []),
      'What the file leaves blank stays as it is. An unknown first day stays unknown.',
      ...(counts.unreadable > 0
        ? [`${sayCount(counts.unreadable, 'entry', 'entries')} that cannot be read ${counts.unreadable === 1 ? 'is' : 'are'} left out.`]
        : []),
    ]
  return [
    'Contacts and the question sets that you chose are not touched.',
    ...(counts.closed + counts.converted > 0
      ? ['A return that is still open stays open: the register page lists it for you to decide.']
      : []),
    ...(counts.unreadable > 0
      ? [`${sayCount(counts.unreadable, 'row')} that cannot be read ${counts.unreadable === 1 ? 'is' : 'are'} left out.`]
      : []),
  ]
}

async function listOf({ db, actor }: Context, req: Request, found: RegisterImport, shown: ListName, total: number) {
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const slice = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }
  const table =
    shown === 'notes'
      ? notesTable(found.notes.slice(slice.offset, slice.offset + slice.limit))
      : shown === 'missing'
        ? missingTable(await notInFile(db, actor.partnershipId, found.id, slice))
        : rowsTable(found.kind, shown, await stagedRows(db, actor.partnershipId, found.id, shown, slice))
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
