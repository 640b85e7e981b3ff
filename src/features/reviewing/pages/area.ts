import { type AreaToReview } from '../reviewQuestions.ts'
import type { Request, Response } from 'express'
import { typed } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import { mayHoldFrames } from '../../../platform/http/frames.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, visibleMember } from '../../sampling/index.ts'
import { recordVerdicts } from '../actions.ts'
import { rubricsOf } from '../rubricStore.ts'
import { parseVerdicts, typedElsewhere } from '../schemas.ts'
import type { AreaState } from './areaState.ts'
import { areaView } from './areaView.ts'
import { hrefOfNext, nextSchool } from './nextSchool.ts'
import { underReview, type UnderReview } from './reviewed.ts'

type Context = PageContext<StaffActor>
type Visible = Awaited<ReturnType<typeof visibleMember>>

/** The questions of one area, each with what the establishment said, what it sent, and what the reviewer finds. */
export const areaPage: Page<StaffActor> = async (context, req, res) => {
  const visible = await visibleMember(context.db, context.actor, req)
  await show(context, req, res, visible)
}

/**
 * Saves what a reviewer found in one area. Valid verdicts are kept beside invalid ones, and where somebody else has recorded
 * another verdict since, both are shown and nothing is overwritten.
 */
export const saveAreaPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const visible = await visibleMember(db, actor, req)
  const { sample, member, path } = visible
  const before = await underReview(db, actor, member, sample.areas)
  const area = areaOf(before, req)
  const keys = area.questions.map(({ key }) => key)
  const form = parseVerdicts(req.body, keys)
  const notAsked = typedElsewhere(req.body, keys)
  const { written, takenBack, conflicts, unfit, oneWay } = await recordVerdicts(db, actor, { ...path, entries: form.entries })
  form.errors.push(...oneWay.map(({ questionKey, why }) => ({ field: `direction-${questionKey}`, message: why })))
  if (form.errors.length + conflicts.length + unfit.length + notAsked.length > 0) {
    res.status(conflicts.length + unfit.length + notAsked.length > 0 ? 409 : 422)
    await show(context, req, res, visible, { ...form, conflicts, unfit, notAsked })
    return
  }
  const saved = `${sayWritten(written.length - takenBack, takenBack)} in ${area.title}`
  const intent = typed(req.body, 'intent')
  const [next, school] = [
    intent === 'next' ? nextArea(before, area) : undefined,
    intent === 'school' ? await nextSchool(db, actor, sample, member) : undefined,
  ]
  req.session.notice = { text: school ? `${saved} of ${member.establishmentName}.` : `${saved}.` }
  if (school) {
    const under = await underReview(db, actor, member, sample.areas)
    res.redirect(303, await hrefOfNext(db, actor, { sample, next: school, areaKey: area.key, under }))
    return
  }
  res.redirect(303, next ? `${memberHref(path)}/areas/${next.key}` : memberHref(path))
}

/** "2 verdicts saved, 1 taken back". */
function sayWritten(saved: number, takenBack: number): string {
  if (saved === 0) return takenBack === 0 ? 'Nothing was new' : `${sayCount(takenBack, 'verdict')} taken back`
  return `${sayCount(saved, 'verdict')} saved${takenBack === 0 ? '' : `, ${takenBack} taken back`}`
}

/** Draws the page as the area stands now, with what was sent and not saved. */
async function show(
  { db, actor }: Context,
  req: Request,
  res: Response,
  visible: Visible,
  unsaved: Partial<AreaState> = {},
): Promise<void> {
  const { sample, member } = visible
  const under = await underReview(db, actor, member, sample.areas)
  const area = areaOf(under, req)
  const [rubrics, school] = await Promise.all([rubricsOf(db, actor.partnershipId), nextSchool(db, actor, sample, member)])
  mayHoldFrames(res)
  renderPage(
    res,
    'reviewing/area',
    areaView({ ...visible, under, area, actor, rubrics, ...unsaved }, { area: nextArea(under, area), school }),
  )
}

function areaOf({ areas }: UnderReview, req: Request): AreaToReview {
  const area = areas.find(({ key }) => key === req.params.area)
  if (!area) throw notFound()
  return area
}

const nextArea = ({ areas }: UnderReview, area: AreaToReview): AreaToReview | undefined =>
  areas[areas.findIndex(({ key }) => key === area.key) + 1]
