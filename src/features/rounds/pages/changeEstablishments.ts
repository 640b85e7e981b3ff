import type { Request, Response } from 'express'
import { londonDate } from '../../../platform/london.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { SET_CODES, type SetCode } from '../../questionnaires/index.ts'
import { addEstablishments, chooseSets, removeEstablishments, useNewestVersions } from '../membership.ts'
import type { Place } from '../memberFilter.ts'
import type { Round } from '../round.ts'
import { keyed } from '../schemas.ts'
import { filterInForm, listHref, whichOf } from './memberQuery.ts'
import { visibleRound } from './visibleRound.ts'

export const addPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const which = whichOf(req.body)
  const { added } = await addEstablishments(db, actor, {
    roundId: round.id,
    which,
    today: londonDate(now()),
    key: keyed.parse(req.body)._key,
  })
  goBack(req, res, round, 'out', added === 0 ? nothing('add') : `${establishments(added)} added to the round.`, added > 0)
}

export const removePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { removed, kept } = await removeEstablishments(db, actor, {
    roundId: round.id,
    which: whichOf(req.body),
    today: londonDate(now()),
  })
  const done =
    removed === 0
      ? kept.length === 0
        ? nothing('take out')
        : 'Nothing was changed.'
      : `${establishments(removed)} taken out of the round.`
  goBack(req, res, round, 'in', `${done}${keptWords(kept)}`, removed > 0)
}

/** How many are named; a longer list would hide the rest of the page. */
const NAMED = 5

function keptWords(kept: readonly string[]): string {
  if (kept.length === 0) return ''
  const more = kept.length > NAMED ? ` and ${establishments(kept.length - NAMED)} more` : ''
  const [stay, them] = kept.length === 1 ? ['stays', 'it'] : ['stay', 'them']
  return ` ${kept.slice(0, NAMED).join('; ')}${more} ${stay}: chases, documents or more time are recorded for ${them}.`
}

export const setsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const wanted = typed(req.body, 'chosenSet')
  const set = (SET_CODES as readonly string[]).includes(wanted) ? (wanted as SetCode) : 'by type'
  const { changed } = await chooseSets(db, actor, { roundId: round.id, which: whichOf(req.body), set, today: londonDate(now()) })
  const words = set === 'by type' ? 'the set that the rule chooses' : `set ${set}`
  goBack(
    req,
    res,
    round,
    'in',
    changed === 0 ? nothing('change') : `${establishments(changed)} now ${changed === 1 ? 'answers' : 'answer'} ${words}.`,
    changed > 0,
  )
}

export const versionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await useNewestVersions(db, actor, round.id)
  goBack(req, res, round, 'in', 'This round uses the newest version of each set.', true)
}

const establishments = (count: number) =>
  `${new Intl.NumberFormat('en-GB').format(count)} ${count === 1 ? 'establishment' : 'establishments'}`

const nothing = (verb: string) => `Nothing was changed: tick the establishments that you want to ${verb}, or choose “All”.`

function goBack(req: Request, res: Response, round: Round, place: Place, text: string, done: boolean): void {
  req.session.notice = done ? { text } : { text, kind: 'information' }
  res.redirect(303, listHref(round.id, place, filterInForm(req.body)))
}
