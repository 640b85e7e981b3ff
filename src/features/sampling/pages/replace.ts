import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { DISPOSITIONS, stands } from '../../returns/index.ts'
import type { Round } from '../../rounds/index.ts'
import { replaceMember } from '../actions.ts'
import { memberHref, sampleHref } from '../paths.ts'
import { refuse } from '../refusals.ts'
import { keyed, replaceForm } from '../schemas.ts'
import type { DipSample } from '../store.ts'
import type { SampleMember } from '../memberStore.ts'
import { samplesTrail, visibleMember } from './visible.ts'

/** GET: why an establishment leaves the sample. Who comes in is not shown before: nobody chooses. */
export const replacePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member } = await visibleMember(db, actor, req)
  if (member.replacedAt !== null) throw refuse.alreadyReplaced(sampleHref(round.id, sample.id))
  const reason = stands('not_expected', member.status) ? DISPOSITIONS[member.disposition].words : ''
  show(res, { round, sample, member, reason })
}

/** POST: draws the next in line. */
export const doReplacePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const parsed = parseForm(replaceForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { round, sample, member, reason: typed(req.body, 'reason'), errors: parsed.errors })
    return
  }
  const drawn = await replaceMember(db, actor, { ...path, reason: parsed.values.reason, requestKey: keyed.parse(req.body)._key })
  const { name, stratum, isOtherStratum } = drawn
  req.session.notice = {
    text: `${name} was drawn in place of ${member.establishmentName}.${isOtherStratum ? ` Nobody else of the group “${member.stratum}” could be drawn: it is of the group “${stratum}”.` : ''}`,
  }
  res.redirect(303, sampleHref(round.id, sample.id))
}

type State = { round: Round; sample: DipSample; member: SampleMember; reason: string; errors?: readonly FormError[] }

function show(res: Response, { round, sample, member, reason, errors = [] }: State): void {
  const here = memberHref({ roundId: round.id, sampleId: sample.id, memberId: member.id })
  renderPage(res, 'sampling/replace', {
    title: `Draw another in place of ${member.establishmentName}`,
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: here },
      { text: 'Replace' },
    ),
    errors: summaryOf(errors),
    action: `${here}/replace`,
    key: randomUUID(),
    reason: {
      id: 'reason',
      name: 'reason',
      limit: 300,
      label: { text: 'Why is it replaced?', classes: 'govuk-label--s' },
      hint: { text: 'Kept with the sample. For example: closed in December.' },
      value: reason,
      errorMessage: errorsBy(errors)('reason'),
    },
    cancelHref: here,
  })
}
