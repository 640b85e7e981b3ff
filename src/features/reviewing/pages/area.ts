import type { Request, Response } from 'express'
import { typed } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, visibleMember, type AreaToReview } from '../../sampling/index.ts'
import { recordVerdicts } from '../actions.ts'
import { parseVerdicts, typedElsewhere } from '../schemas.ts'
import { areaView, type AreaState } from './areaView.ts'
import { underReview, type UnderReview } from './reviewed.ts'

/** The questions of one area, each with what the establishment said, what it sent, and what the reviewer finds. */
export const areaPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member } = await visibleMember(db, actor, req)
  const under = await underReview(db, actor, member, sample.areas)
  show(res, { round, sample, member, under, area: areaOf(under, req), actor })
}

/**
 * Saves what a reviewer found in one area. Valid verdicts are kept beside invalid ones, and where somebody else has recorded
 * another verdict since, both are shown and nothing is overwritten.
 */
export const saveAreaPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const before = await underReview(db, actor, member, sample.areas)
  const area = areaOf(before, req)
  const keys = area.questions.map(({ key }) => key)
  const form = parseVerdicts(req.body, keys)
  const notAsked = typedElsewhere(req.body, keys)
  const { written, conflicts, unfit } = await recordVerdicts(db, actor, { ...path, entries: form.entries })
  if (form.errors.length + conflicts.length + unfit.length + notAsked.length > 0) {
    const under = await underReview(db, actor, member, sample.areas)
    res.status(conflicts.length + unfit.length + notAsked.length > 0 ? 409 : 422)
    show(res, { round, sample, member, under, area: areaOf(under, req), actor, ...form, conflicts, unfit, notAsked })
    return
  }
  const next = typed(req.body, 'intent') === 'next' ? nextArea(before, area) : undefined
  req.session.notice = {
    text: written.length === 0 ? `Nothing was new in ${area.title}.` : `${sayCount(written.length, 'verdict')} saved in ${area.title}.`,
  }
  res.redirect(303, next ? `${memberHref(path)}/areas/${next.key}` : memberHref(path))
}

const show = (res: Response, state: AreaState): void => {
  renderPage(res, 'reviewing/area', areaView(state, nextArea(state.under, state.area)))
}

function areaOf({ areas }: UnderReview, req: Request): AreaToReview {
  const area = areas.find(({ key }) => key === req.params.area)
  if (!area) throw notFound()
  return area
}

const nextArea = ({ areas }: UnderReview, area: AreaToReview): AreaToReview | undefined =>
  areas[areas.findIndex(({ key }) => key === area.key) + 1]
