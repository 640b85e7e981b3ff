import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { typedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { findEstablishment } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { advanceNow, excuseReturn, reinstateReturn, returnFrame, type AuditReturn } from '../../returns/index.ts'
import { coveringCandidates, coveringOf } from '../covering.ts'
import { refuse } from '../refusals.ts'
import { EXCUSE_PATHS, excusePath, parseExcuse, type ExcusePath } from '../schemas.ts'
import { excuseLines } from '../standing.ts'
import { CHANGED, doneWith, formOf, unlessChanged } from './decide.ts'
import { EXCUSE_WORDS, excuseView, type TypedExcuse } from './excuseView.ts'
import { visibleReturn } from './visibleReturn.ts'

type Context = PageContext<StaffActor>

/** GET /returns/:returnId/excuse: which of the four it is. */
export const chooseExcusePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  advanceNow(auditReturn, 'excuse')
  renderPage(res, 'office/chooseExcuse', {
    ...returnFrame(actor, auditReturn, { below: 'Not expected' }),
    title: 'Why is nothing more expected?',
    choices: Object.entries(EXCUSE_WORDS).map(([path, { choice, meaning }]) => ({
      text: choice,
      meaning,
      href: `/returns/${auditReturn.id}/excuse/${path}`,
    })),
  })
}

/** GET: the form of one of the four. */
export const excusePage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const path = pathOf(req)
  const closedOn =
    path === 'closed' ? ((await findEstablishment(db, actor.partnershipId, auditReturn.establishmentId))?.closedOn ?? null) : null
  const [year = '', month = '', day = ''] = (closedOn ?? londonDate(now())).split('-')
  const boxes =
    path === 'closed' && closedOn === null
      ? { day: '', month: '', year: '' }
      : { day: String(Number(day)), month: String(Number(month)), year }
  await show(context, res, auditReturn, path, { on: boxes, reason: '', search: '', covering: null })
}

/** POST: takes the return out of what is expected. */
export const excuseReturnPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const path = pathOf(req)
  const words = EXCUSE_WORDS[path]
  const form = parseExcuse(req.body, londonDate(now()), words)
  const covering = path === 'covered' ? await coveringOf(db, auditReturn, req.body) : { found: null }
  const errors = [...('error' in covering ? [{ field: 'search', message: covering.error }] : []), ...(form.ok ? [] : form.errors)]
  const given: TypedExcuse = {
    on: typedMoment(req.body, 'on'),
    reason: typed(req.body, 'reason'),
    search: typed(req.body, 'search'),
    covering: null,
  }
  if (!form.ok || 'error' in covering) {
    await show(context, res, auditReturn, path, given, { errors })
    return
  }
  const request = {
    returnId: auditReturn.id,
    ...formOf(req),
    as: EXCUSE_PATHS[path],
    ...form.values,
    coveredByEstablishmentId: covering.found?.id ?? null,
  }
  if (await unlessChanged(() => excuseReturn(db, actor, request)))
    doneWith(req, res, auditReturn.id, `${auditReturn.establishmentName}: ${words.done} What was answered is kept.`)
  else
    await show(
      context,
      res.status(409),
      await visibleReturn(db, actor, req),
      path,
      { ...given, covering: covering.found?.id ?? null },
      { changed: CHANGED },
    )
}

const pathOf = (req: Request): ExcusePath => {
  const path = excusePath.safeParse(req.params.as)
  if (!path.success) throw notFound()
  return path.data
}

/** @throws Refusal (conflict) when the return cannot be excused */
async function show(
  { db, actor }: Context,
  res: Response,
  auditReturn: AuditReturn,
  path: ExcusePath,
  given: TypedExcuse,
  more: { errors?: readonly FormError[]; changed?: string } = {},
): Promise<void> {
  advanceNow(auditReturn, 'excuse')
  if (more.errors?.length) res.status(422)
  const candidates = path === 'covered' ? await coveringCandidates(db, auditReturn, given.search) : []
  renderPage(res, 'office/excuse', {
    ...returnFrame(actor, auditReturn, { below: 'Not expected' }),
    ...excuseView({ auditReturn, path, given, candidates, ...more }),
  })
}

/** GET: asks before the return is expected again. */
export const reinstatePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  showReinstate(res, actor, auditReturn)
}

/** POST: the return is expected again, as it stood. */
export const reinstateReturnPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  if (await unlessChanged(() => reinstateReturn(db, actor, { returnId: auditReturn.id, ...formOf(req) })))
    doneWith(req, res, auditReturn.id, `The return of ${auditReturn.establishmentName} is expected again.`)
  else showReinstate(res.status(409), actor, await visibleReturn(db, actor, req), CHANGED)
}

/** @throws Refusal (conflict) when the return is expected already */
function showReinstate(res: Response, actor: StaffActor, auditReturn: AuditReturn, changed = ''): void {
  if (auditReturn.status !== 'excused') throw refuse.notExcused(auditReturn.id)
  renderPage(res, 'office/confirm', {
    ...returnFrame(actor, auditReturn, { below: 'Expect it again' }),
    title: 'Expect this return again',
    changed,
    box: {
      heading: `${auditReturn.establishmentName} is asked again`,
      paragraphs: [
        `${excuseLines(auditReturn, null).join(': ')}. This is taken back, and stays in the history.`,
        `The return stands where it stood before, with all that was answered. It is due at ${sayInstant(auditReturn.dueAt)}: give more time afterwards if that is too soon.`,
        'Nobody is told by this. Send the audit link again afterwards.',
      ],
      action: `/returns/${auditReturn.id}/reinstate`,
      hidden: [
        { name: '_key', value: randomUUID() },
        { name: 'version', value: String(auditReturn.version) },
      ],
      button: { text: 'Expect it again' },
      cancel: { text: 'Cancel', href: `/returns/${auditReturn.id}` },
    },
  })
}
