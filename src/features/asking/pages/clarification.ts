import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { shortened } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { changeClarification } from '../clarificationActions.ts'
import { clarificationsIn, versionsOf, type AskedIn, type Clarification } from '../clarificationStore.ts'
import { keyed, parseCorrection, seenNumber } from '../schemas.ts'
import { unlessRefused } from './unlessRefused.ts'

type Found = { round: Round; of: AskedIn; versions: Clarification[] }

/** GET: what all of a round are told about its questions. */
export const clarificationsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const all = await clarificationsIn(db, actor.partnershipId, round.id)
  renderPage(res, 'asking/clarifications', {
    title: 'Clarifications',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Requests', href: `/rounds/${round.id}/requests` }, { text: 'Clarifications' }),
    roundName: round.name,
    table: {
      id: 'clarifications',
      caption: 'Clarifications',
      captionHidden: true,
      columns: [{ text: 'Question' }, { text: 'Clarification' }, { text: 'Written' }],
      rows: all.map(({ versionId, key, label, text, byName, at }) => [
        { text: shortened(label), href: `/rounds/${round.id}/clarifications/${versionId}/${key}` },
        { text: text === '' ? 'Withdrawn' : shortened(text) },
        { text: sayInstant(at), hint: byName },
      ]),
      compact: true,
    },
    isEmpty: all.length === 0,
    empty: {
      heading: 'No clarifications',
      text: 'When you answer a question of an establishment, you can show the answer to everyone in the round who has the same questionnaire.',
    },
  })
}

/** GET: what is told about one question, with every version of it. */
export const clarificationPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleClarification(context, req)
  show(res, found, { text: found.versions[0]?.text ?? '' })
}

/** POST: corrects it, or withdraws it. */
export const changeClarificationPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleClarification(context, req)
  const isWithdrawn = typed(req.body, 'intent') === 'withdraw'
  const given = { text: typed(req.body, 'text') }
  const parsed = isWithdrawn ? { ok: true as const, values: { text: '' } } : parseCorrection(req.body)
  if (!parsed.ok) {
    show(res.status(422), found, { ...given, errors: parsed.errors })
    return
  }
  const asked = { of: found.of, text: parsed.values.text, seen: seenNumber(req.body), key: keyed.parse(req.body)._key }
  const { refusal } = await unlessRefused(() => changeClarification(context, context.actor, asked))
  if (refusal !== null) {
    show(res.status(409), await visibleClarification(context, req), { ...given, stopped: refusal })
    return
  }
  req.session.notice = { text: isWithdrawn ? 'The clarification is withdrawn. Nobody reads it any more.' : 'The clarification is saved.' }
  res.redirect(303, req.path)
}

async function visibleClarification({ db, actor }: PageContext<StaffActor>, req: Request): Promise<Found> {
  const round = await visibleRound(db, actor, req)
  const of = {
    partnershipId: actor.partnershipId,
    roundId: round.id,
    versionId: idParam(req, 'versionId'),
    key: String(req.params.question),
  }
  const versions = await versionsOf(db, of)
  if (versions.length === 0) throw notFound()
  return { round, of, versions }
}

type Form = { text: string; errors?: readonly FormError[]; stopped?: string }

function show(res: Response, { round, of, versions }: Found, { text, errors = [], stopped = '' }: Form): void {
  const [latest] = versions
  const base = `/rounds/${round.id}/clarifications`
  renderPage(res, 'asking/clarificationPage', {
    title: 'Clarification of a question',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Clarifications', href: base }, { text: 'Clarification' }),
    roundName: round.name,
    errors: summaryOf(errors),
    stopped,
    label: latest?.label ?? '',
    now: latest?.text ?? '',
    action: `${base}/${of.versionId}/${of.key}`,
    key: randomUUID(),
    seen: latest?.number ?? 0,
    field: {
      id: 'text',
      name: 'text',
      limit: 1_000,
      label: { text: 'What it says', classes: 'govuk-label--s' },
      hint: { text: 'Everyone in this round who has this questionnaire reads it. Write nothing that identifies a school or a child.' },
      rows: 5,
      value: text,
      errorMessage: errorsBy(errors)('text'),
    },
    versions: versions.map(version => ({
      title: version.text === '' ? 'Withdrawn' : version.number === 1 ? 'Published' : 'Saved',
      by: version.byName,
      when: sayInstant(version.at),
      at: version.at.toISOString(),
      text: version.text,
    })),
  })
}
