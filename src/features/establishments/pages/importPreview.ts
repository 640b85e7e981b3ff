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
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { applyContactsImport } from '../contacts/actions.ts'
import { applyImport, discardImport } from '../register/actions.ts'
import { notInFile, shrinkage } from '../register/compareStore.ts'
import { lostInWords, tooManyLost, type Shrinkage } from '../register/guard.ts'
import { findImport, type RegisterImport } from '../register/importStore.ts'
import { stagedRows } from '../register/stagedStore.ts'
import { textField } from './fields.ts'
import { crumbs, sayAndGo, showChoice } from './imports.ts'
import { LISTS, missingTable, notesTable, rowsTable, type ListName } from './previewTables.ts'
import { plural } from './words.ts'

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
    await applyContactsImport(db, actor, found.id, londonDate(context.now()), key)
    return sayAndGo(req, res, 'The contacts are up to date with the file.', `/register/imports/${found.id}`)
  }
  const lost = found.status === 'previewed' ? tooManyLost(await shrinkage(db, actor.partnershipId, found.id)) : null
  const confirmed = typed(req.body, 'confirmed').trim()
  if (lost !== null && Number(confirmed) !== lost)
    return showPreview(context, req, res.status(422), found, {
      typed: confirmed,
      message: `The number must be ${lost}: so many would close or are not in the file`,
    })
  await applyImport(db, actor, found.id, { confirmedLosses: lost ?? 0, ...(key === undefined ? {} : { requestKey: key }) })
  if (found.fileKey !== null) await files.remove(found.fileKey)
  await sayAndGo(req, res, 'The register is up to date with the file.', `/register/imports/${found.id}`)
}

/** POST /register/imports/:importId/discard */
export const discardPage: Page<StaffActor> = async ({ db, actor, files }, req, res) => {
  const discarded = await discardImport(db, actor, idParam(req, 'importId'))
  if (discarded.fileKey !== null) await files.remove(discarded.fileKey)
  const back = discarded.kind === 'contacts' ? '/register/contacts/upload' : '/register/imports'
  await sayAndGo(req, res, 'The preview was put away. Nothing was changed.', back)
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
  const counts: Record<ListName, number> = { ...found.counts, missing: loss?.missing ?? 0, notes: found.notes.length }
  const shown = chosenList(queryText(req, 'show'), counts, open)
  const base = `/register/imports/${found.id}`
  renderPage(res, 'establishments/preview', {
    title: open ? `What ${found.fileName} would change` : `What ${found.fileName} changed`,
    layout: 'staff',
    breadcrumbs: crumbs({ text: found.fileName }, found.kind),
    errors: fault ? [{ text: fault.message, href: '#confirmed' }] : [],
    lead: leadOf(found),
    remarks: isRegister ? remarksOf(found) : [],
    chooseHref: open && found.fileKey !== null ? `${base}?choose=yes` : '',
    numbers: numbersOf(base, found, counts, shown, open),
    stop: loss && tooManyLost(loss) !== null ? lostInWords(loss) : '',
    faulty: open && !isRegister && found.counts.unreadable > 0 ? FAULTY : '',
    confirm: open && roleHolds(actor.role, 'register.manage') ? confirmOf(base, found, loss, fault) : undefined,
    ...(shown === undefined ? { table: undefined } : await listOf(context, req, found, shown, counts[shown])),
  })
}

const FAULTY = 'Nothing can be taken in while there are cells that cannot be read. Mend them in your file, save it, and choose it again.'

/** The list that was asked for; else the first of those that people must look at. */
function chosenList(asked: string, counts: Record<ListName, number>, open: boolean): ListName | undefined {
  const there = (Object.keys(LISTS) as ListName[]).filter(
    name => counts[name] > 0 && (open || (name !== 'missing' && name !== 'unchanged')),
  )
  return there.find(name => name === asked) ?? there[0]
}

const leadOf = ({ rows, outside, startedBy, createdAt, appliedAt, status }: RegisterImport): string => {
  const read = `${plural(rows, 'row')} read${outside > 0 ? `, and ${outside.toLocaleString('en-GB')} of other authorities left out` : ''}.`
  return status === 'applied' && appliedAt !== null
    ? `Taken in by ${startedBy} at ${sayInstant(appliedAt)}. ${read}`
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

function confirmOf(base: string, found: RegisterImport, loss: Shrinkage | undefined, fault?: Confirmation) {
  const { new: added, changed, closed, converted, unreadable } = found.counts
  const lost = loss ? tooManyLost(loss) : null
  const isRegister = found.kind === 'establishments'
  const nothing = added + changed + closed + converted === 0
  const parts = isRegister
    ? [`${plural(added, 'establishment')} added`, `${changed} changed`, `${closed} closed`, `${converted} converted`]
    : [`${plural(added, 'contact')} added`, `${changed} brought up to date`]
  return {
    key: randomUUID(),
    applyAction: `${base}/apply`,
    discardAction: `${base}/discard`,
    canApply: isRegister || unreadable === 0,
    heading: nothing ? 'Everything is as the file says' : isRegister ? 'Take this into the register?' : 'Take these contacts in?',
    words: nothing ? ['There is nothing to change.'] : [`${parts.join(', ')}.`, ...afterwards(found)],
    button: nothing ? 'Note that it is up to date' : isRegister ? 'Take it into the register' : 'Take the contacts in',
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
  if (kind === 'contacts') return ['Whoever held a role that only one person holds ends the day before the new person begins.']
  return [
    'Contacts and the question sets that you chose are not touched.',
    ...(counts.closed + counts.converted > 0
      ? ['A return that is still open stays open: the register page lists it for you to decide.']
      : []),
    ...(counts.unreadable > 0
      ? [`${plural(counts.unreadable, 'row')} that cannot be read ${counts.unreadable === 1 ? 'is' : 'are'} left out.`]
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
