import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant, sayShortInstant } from '../../../platform/london.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import { firstAddressees, type Addressee } from '../../correspondence/index.ts'
import { lastSentTo, sayAddress, type LastSent } from '../../messages/index.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { grantExtensions, previewExtensions, timesExtended } from '../actions.ts'
import type { ExtensionPlan } from '../grant.ts'
import { packed } from '../chosenIds.ts'
import { lastExtenders } from '../grantedStore.ts'
import { sayReason } from '../reasons.ts'
import { MOVED_MEANWHILE } from '../refusals.ts'
import { chosenReturns, keyed, parseExtension, type ExtensionRequest } from '../schemas.ts'
import { chosenToExtend, type ReturnToExtend } from '../store.ts'
import { MOST_LISTED, showForm, typedForm, type FormText } from './form.ts'
import { openRound } from './openRound.ts'

type Context = PageContext<StaffActor>

/** POST: what would happen, before anything does; or the form again, with its errors or because something is to be changed. */
export const previewPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const round = await openRound(db, actor, req)
  const returnIds = chosenReturns(req.body)
  const parsed = parseExtension(req.body, now())
  const form = typedForm(req.body)
  const isToChange = typed(req.body, 'intent') === 'change'
  if (isToChange || !parsed.ok || returnIds.length === 0) {
    const chosen = await chosenToExtend(db, actor.partnershipId, round.id, returnIds, MOST_LISTED)
    showForm(res, { round, chosen, form, errors: isToChange || parsed.ok ? [] : parsed.errors })
    return
  }
  await showPreview(context, res, { round, returnIds, request: parsed.request, form })
}

type Preview = { round: Round; returnIds: readonly Id<'return'>[]; request: ExtensionRequest; form: FormText }

/** @param seen how often the returns had been extended when somebody looked at an earlier preview */
async function showPreview({ db, actor, now }: Context, res: Response, preview: Preview, seen?: number): Promise<void> {
  const { round, returnIds, request } = preview
  const of = { partnershipId: actor.partnershipId, roundId: round.id, returnIds }
  const plan = await previewExtensions(db, actor, { roundId: round.id, returnIds, toDueAt: request.toDueAt })
  const listed = plan.granted.slice(0, MOST_LISTED).map(({ id }) => id)
  const readers = await firstAddressees(db, actor.partnershipId, listed, londonDate(now()))
  const addresses = [...readers.values()].map(({ email }) => email)
  const sent = await lastSentTo(db, actor.partnershipId, addresses)
  const times = timesExtended([...plan.granted, ...plan.refused.map(({ asked }) => asked)])
  const moved = seen === undefined ? '' : sayMoved(await lastExtenders(db, { ...of, last: Math.max(0, times - seen) }), actor)
  renderPage(res, 'extensions/preview', { ...previewView(preview, plan, times, { readers, sent }), moved })
}

/** "Ben Two gave 2 of these more time at 6:04pm today, after you looked." */
function sayMoved(movers: Awaited<ReturnType<typeof lastExtenders>>, reader: { name: string }): string {
  const who = movers.map(
    ({ by, returns, at }) =>
      `${by === reader.name ? 'You' : by} gave ${returns === 1 ? 'one' : sayNumber(returns)} of these more time at ${sayInstant(at)}, after this page was opened.`,
  )
  return [...who, 'Nothing was done now. Look at the dates below, then decide again.'].join(' ')
}

/** GET: a preview cannot be fetched again, since it belongs to what was typed. */
export const backToReturnsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await openRound(db, actor, req)
  res.redirect(303, `/rounds/${round.id}/returns`)
}

/** POST: grants what the preview showed. */
export const grantPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const round = await openRound(db, actor, req)
  const returnIds = chosenReturns(req.body)
  const parsed = parseExtension(req.body, now())
  if (!parsed.ok) {
    const chosen = await chosenToExtend(db, actor.partnershipId, round.id, returnIds, MOST_LISTED)
    showForm(res, { round, chosen, form: typedForm(req.body), errors: parsed.errors })
    return
  }
  const { _key: key, seen } = keyed.parse(req.body)
  const grant = await grantExtensions(context, actor, { ...parsed.request, round, returnIds, key, seen }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === MOVED_MEANWHILE) return null
    throw error
  })
  if (grant === null) {
    await showPreview(context, res.status(409), { round, returnIds, request: parsed.request, form: typedForm(req.body) }, seen)
    return
  }
  const { batchId, granted, refused, dueAt } = grant
  const others =
    refused === 0 ? '' : ` ${sayCount(refused, 'return was', 'returns were')} given no more time: see why at the foot of this page.`
  req.session.notice = { text: `${sayCount(granted, 'return is', 'returns are')} now due at ${sayInstant(new Date(dueAt))}.${others}` }
  res.redirect(303, `/rounds/${round.id}/extensions/${batchId}`)
}

/** A list of at most this many is shown unfolded. */
const FEW = 20

const listedWords = (count: number): string => (count > MOST_LISTED ? `The first ${MOST_LISTED} of ${count} are listed.` : '')

type Readers = { readers: ReadonlyMap<Id<'return'>, Addressee>; sent: ReadonlyMap<string, LastSent> }

function previewView(
  { round, request, form, returnIds }: Preview,
  { granted, refused }: ExtensionPlan<ReturnToExtend>,
  times: number,
  { readers, sent }: Readers,
): ViewModel {
  const base = `/rounds/${round.id}`
  return {
    title: granted.length === 0 ? 'None of these can be given more time' : 'Check before you give more time',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Extensions', href: `${base}/extensions` }, { text: 'Give more time' }),
    summary: [
      { key: { text: 'New due date' }, value: { text: sayInstant(request.toDueAt) } },
      { key: { text: 'Why' }, value: { text: sayReason(request.reasonCode, request.reason) } },
    ],
    parts: [
      {
        heading: `${sayCount(granted.length, 'return', 'returns')} will be given more time`,
        table: grantedTable(granted.slice(0, MOST_LISTED), request.toDueAt, readers, sent),
        listed: listedWords(granted.length),
        count: granted.length,
        open: granted.length <= FEW,
      },
      {
        heading: `${sayCount(refused.length, 'return', 'returns')} will not`,
        table: refusedTable(refused.slice(0, MOST_LISTED)),
        listed: listedWords(refused.length),
        count: refused.length,
        open: refused.length <= FEW,
      },
    ].filter(({ count }) => count > 0),
    told: 'We email the new date and the link to everyone who has an audit link of these returns, and to the person who answers for a return and has no link. What was answered stays as it is.',
    action: `${base}/extensions`,
    previewAction: `${base}/extensions/preview`,
    hidden: hiddenFields(form, returnIds, times),
    confirm: granted.length === 0 ? '' : `Give ${sayCount(granted.length, 'return', 'returns')} more time`,
    cancelHref: `${base}/returns`,
  }
}

/** All that was typed, so that it comes back whatever happens next. */
function hiddenFields(
  { due, reason, more }: FormText,
  returnIds: readonly Id<'return'>[],
  times: number,
): { name: string; value: string }[] {
  return Object.entries({
    _key: randomUUID(),
    returns: packed(returnIds),
    seen: String(times),
    'due-day': due.day,
    'due-month': due.month,
    'due-year': due.year,
    'due-time': due.time,
    reason,
    more,
  }).map(([name, value]) => ({ name, value }))
}

function grantedTable(
  granted: readonly ReturnToExtend[],
  toDueAt: Date,
  readers: ReadonlyMap<Id<'return'>, Addressee>,
  sent: ReadonlyMap<string, LastSent>,
): DataTable {
  return {
    id: 'granted',
    caption: 'Returns that will be given more time',
    captionHidden: true,
    columns: [
      { text: 'Establishment' },
      { text: 'Due now' },
      { text: 'Then due' },
      { text: 'Extended before' },
      { text: 'First letter to' },
    ],
    rows: granted.map(({ id, name, identifier, dueAt, extensions }) => [
      { text: name, href: `/returns/${id}`, hint: identifier },
      { text: sayShortInstant(dueAt) },
      { text: sayShortInstant(toDueAt) },
      { text: extensions === 0 ? 'No' : extensions === 1 ? 'Once' : `${extensions} times` },
      firstCell(readers.get(id), sent),
    ]),
    compact: true,
  }
}

const firstCell = (to: Addressee | undefined, sent: ReadonlyMap<string, LastSent>) =>
  to ? { text: to.name, hint: `${CONTACT_ROLE_WORDS[to.role]}, ${sayAddress(to.email, sent)}` } : { text: 'Nobody with an email address' }

function refusedTable(refused: ExtensionPlan<ReturnToExtend>['refused']): DataTable {
  return {
    id: 'refused',
    caption: 'Returns that will not be given more time',
    captionHidden: true,
    columns: [{ text: 'Establishment' }, { text: 'Why not' }],
    rows: refused.map(({ asked: { id, name, identifier }, words }) => [
      { text: name, href: `/returns/${id}`, hint: identifier },
      { text: words },
    ]),
    compact: true,
  }
}
