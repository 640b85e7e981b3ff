import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { type FormError, parseForm } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { changePlan, changeWords, createRound, type RoundFault } from '../actions.ts'
import type { ChosenAgain } from '../membershipActions.ts'
import { refuse } from '../refusals.ts'
import type { Round } from '../round.ts'
import { keyed, openRound, parseRound, versioned } from '../schemas.ts'
import { blankForm, formOf, formView, meanwhile, typedForm } from './formView.ts'
import { visibleRound } from './visibleRound.ts'

/** An empty form, with what most rounds begin with. */
export const newRoundPage: Page<StaffActor> = async ({ db, actor, now }, _req, res) => {
  const partnership = await findPartnership(db, actor.partnershipId)
  renderPage(res, 'rounds/form', formView({ round: null, form: blankForm(partnership?.name ?? '', now()) }))
}

export const createRoundPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const parsed = parseRound(req.body, now())
  if (!parsed.ok) {
    showAgain(req, res, null, parsed.errors)
    return
  }
  const key = keyed.parse(req.body)._key
  const made = await createRound(db, actor, { plan: parsed.plan, proposeCode: !parsed.codeWasTyped, key })
  if ('fault' in made) {
    showAgain(req, res, null, faults(made))
    return
  }
  req.session.notice = { text: `“${parsed.plan.name}” is prepared. Now choose which establishments are asked.` }
  res.redirect(303, `/rounds/${made.roundId}/establishments`)
}

export const editRoundPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  if (round.status === 'closed') throw refuse.isClosed(round.id)
  renderPage(res, 'rounds/form', formView({ round, form: formOf(round) }))
}

/** A draft is changed as a whole; of an open round only its words. What was typed is never lost, whatever else is wrong. */
export const changeRoundPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { version } = versioned.parse(req.body)
  if (round.status === 'draft') {
    const parsed = parseRound(req.body, now(), round.opensAt)
    if (!parsed.ok) showAgain(req, res, round, parsed.errors)
    else await settle(db, actor, req, res, round, await changePlan(db, actor, { roundId: round.id, version, plan: parsed.plan }))
  } else {
    const parsed = parseForm(openRound, req.body)
    if (!parsed.ok) showAgain(req, res, round, parsed.errors)
    else await settle(db, actor, req, res, round, await changeWords(db, actor, { roundId: round.id, version, words: parsed.values }))
  }
}

async function settle(
  db: Db,
  actor: StaffActor,
  req: Request,
  res: Response,
  round: Round,
  outcome: RoundFault | ({ roundId: Id<'round'> } & Partial<ChosenAgain>),
): Promise<void> {
  if ('roundId' in outcome) {
    req.session.notice = { text: `Your changes are saved.${chosenAgainWords(outcome)}` }
    res.redirect(303, round.status === 'draft' ? `/rounds/${round.id}/establishments` : `/rounds/${round.id}`)
    return
  }
  if (outcome.fault === 'code_taken') {
    showAgain(req, res, round, faults(outcome))
    return
  }
  const form = { ...typedForm(req.body), version: String(outcome.round.version) }
  const last = await earlier.lastDone(db, actor, { roundId: round.id }, { verbs: ['round.changed', 'round.opened'] })
  const conflict = meanwhile(formOf(outcome.round), form, last)
  renderPage(res.status(409), 'rounds/form', formView({ round: outcome.round, form, conflict }))
}

/** What another kind of round made of the question sets; nothing when none changed. */
function chosenAgainWords({ chosenAgain = 0, kept = 0 }: Partial<ChosenAgain>): string {
  const again =
    chosenAgain === 0
      ? ''
      : ` ${sayCount(chosenAgain, 'establishment has', 'establishments have')} another question set now, since the kind of round changed.`
  const stays = kept === 0 ? '' : ` ${sayCount(kept, 'keeps', 'keep')} the set that staff chose.`
  return again + stays
}

function showAgain(req: Request, res: Response, round: Round | null, errors: readonly FormError[]): void {
  renderPage(res.status(422), 'rounds/form', formView({ round, form: typedForm(req.body), errors }))
}

const faults = (fault: RoundFault): FormError[] =>
  fault.fault === 'code_taken'
    ? [{ field: 'code', message: 'Another round has this code. Choose another, or leave it blank to be given one' }]
    : []
