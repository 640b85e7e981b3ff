import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { typedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayDay, sayInstant } from '../../../platform/london.ts'
import { findEstablishment } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { advanceNow, decisions, EXCUSE_CODES, EXCUSES, stands, type AuditReturn, type ExcuseAs } from '../../returns/index.ts'
import { expectedAgain, returnFrame } from '../../returnPages/index.ts'
import { excuseReturn, faultOfCover, reinstateReturn, type Excused } from '../excuseActions.ts'
import { coveredByCandidates, coveredByOf } from '../coveredByActions.ts'
import { refuse } from '../refusals.ts'
import { excuseOfPath, parseExcuse, pathOfExcuse } from '../schemas.ts'
import { aheadLines, excuseLines, onlySignatureLine } from '../summaryLines.ts'
import { doneWith, formOf, sayChanged, unlessChanged } from './decide.ts'
import { excuseView, type TypedExcuse } from './excuseView.ts'
import { visibleReturn } from './visibleReturn.ts'

type Context = PageContext<StaffActor>

/** GET /returns/:returnId/excuse: for which reason. */
export const chooseExcusePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  advanceNow(auditReturn, 'excuse')
  renderPage(res, 'handling/chooseExcuse', {
    ...returnFrame(actor, auditReturn, { below: 'Not expected' }),
    title: 'Why is nothing more expected?',
    choices: EXCUSE_CODES.map(as => ({
      text: EXCUSES[as].form.choice,
      meaning: EXCUSES[as].form.meaning,
      href: `/returns/${auditReturn.id}/excuse/${pathOfExcuse(as)}`,
    })),
  })
}

/** GET: the form of one reason. */
export const excusePage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const as = excuseOf(req)
  const closedOn = EXCUSES[as].dayIsClosing
    ? ((await findEstablishment(db, actor.partnershipId, auditReturn.establishmentId))?.closedOn ?? null)
    : null
  const [year = '', month = '', day = ''] = (closedOn ?? londonDate(now())).split('-')
  const boxes =
    EXCUSES[as].dayIsClosing && closedOn === null
      ? { day: '', month: '', year: '' }
      : { day: String(Number(day)), month: String(Number(month)), year }
  await show(context, res, auditReturn, as, { on: boxes, reason: '', search: '', coveredBy: null })
}

/** POST: takes the return out of what is expected. */
export const excuseReturnPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await visibleReturn(db, actor, req)
  const as = excuseOf(req)
  const words = EXCUSES[as].form
  const form = parseExcuse(req.body, londonDate(now()), words)
  const coveredBy = EXCUSES[as].asksCoveredBy ? await coveredByOf(db, auditReturn, req.body) : { found: null }
  const fault =
    'error' in coveredBy
      ? coveredBy.error
      : await faultOfCover(db, auditReturn, { as, coveredByEstablishmentId: coveredBy.found?.id ?? null }, coveredBy.found?.name)
  const errors = [...(fault === undefined ? [] : [{ field: 'search', message: fault }]), ...(form.ok ? [] : form.errors)]
  const given: TypedExcuse = {
    on: typedMoment(req.body, 'on'),
    reason: typed(req.body, 'reason'),
    search: typed(req.body, 'search'),
    coveredBy: null,
  }
  if (!form.ok || 'error' in coveredBy || fault !== undefined) {
    await show(context, res, auditReturn, as, given, { errors })
    return
  }
  const request = {
    returnId: auditReturn.id,
    ...formOf(req),
    as,
    ...form.values,
    coveredByEstablishmentId: coveredBy.found?.id ?? null,
  }
  let excused: Excused | undefined
  const excuse = async () => {
    excused = await excuseReturn(db, actor, request)
  }
  if (await unlessChanged(excuse)) doneWith(req, res, auditReturn.id, doneLine(auditReturn, as, form.values.on, excused))
  else
    await show(
      context,
      res.status(409),
      await visibleReturn(db, actor, req),
      as,
      { ...given, coveredBy: coveredBy.found?.id ?? null },
      { changed: await sayChanged(db, actor, auditReturn.id) },
    )
}

/** What was done, and who is expected again by it. */
const doneLine = (auditReturn: AuditReturn, as: ExcuseAs, on: string, excused: Excused | undefined): string =>
  excused?.ahead
    ? `${auditReturn.establishmentName}: this counts from ${sayDay(on)}. Until then its return is expected and its link works.`
    : [`${auditReturn.establishmentName}: ${EXCUSES[as].form.done} What was answered is kept.`, onlySignatureLine(auditReturn)]
        .join(' ')
        .trim() + expectedAgain(excused?.uncovered ?? [])

const excuseOf = (req: Request): ExcuseAs => {
  const as = excuseOfPath(req.params.as)
  if (!as) throw notFound()
  return as
}

/** @throws Refusal (conflict) when the return cannot be excused */
async function show(
  { db, actor }: Context,
  res: Response,
  auditReturn: AuditReturn,
  as: ExcuseAs,
  given: TypedExcuse,
  more: { errors?: readonly FormError[]; changed?: string } = {},
): Promise<void> {
  advanceNow(auditReturn, 'excuse')
  if (more.errors?.length) res.status(422)
  const candidates = EXCUSES[as].asksCoveredBy ? await coveredByCandidates(db, auditReturn, given.search) : []
  renderPage(res, 'handling/excuse', {
    ...returnFrame(actor, auditReturn, { below: 'Not expected' }),
    ...excuseView({ auditReturn, as, given, candidates, ...more }),
  })
}

/** GET: asks before the return is expected again. */
export const reinstatePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  await showReinstate(db, res, actor, await visibleReturn(db, actor, req))
}

/** POST: the return is expected again, as it stood. */
export const reinstateReturnPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  if (await unlessChanged(() => reinstateReturn(db, actor, { returnId: auditReturn.id, ...formOf(req) })))
    doneWith(req, res, auditReturn.id, `The return of ${auditReturn.establishmentName} is expected again.`)
  else await showReinstate(db, res.status(409), actor, await visibleReturn(db, actor, req), await sayChanged(db, actor, auditReturn.id))
}

/** @throws Refusal (conflict) when the return is expected already */
async function showReinstate(db: Db, res: Response, actor: StaffActor, auditReturn: AuditReturn, changed = ''): Promise<void> {
  const kept = await decisions.aheadOf(db, { partnershipId: actor.partnershipId, returnId: auditReturn.id })
  if (!stands('excused', auditReturn.status) && !kept) throw refuse.notExcused(auditReturn.id)
  renderPage(res, 'handling/confirm', {
    ...returnFrame(actor, auditReturn, { below: 'Expect it again' }),
    title: 'Expect this return again',
    changed,
    box: {
      heading: `${auditReturn.establishmentName} is asked again`,
      paragraphs: [
        `${(kept ? aheadLines(kept) : excuseLines(auditReturn, null)).join(': ')}. This is taken back, and stays in the history.`,
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
