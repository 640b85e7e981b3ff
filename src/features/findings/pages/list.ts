import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import { actionHref, actionsOf, nameOf, STATE_WORDS } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { staleFindings, type Stale } from '../recountActions.ts'
import { KIND_WORDS, sentenceOf, subjectOf, type Finding } from '../finding.ts'
import { cautions, publishedSentences, type Caution } from '../publication.ts'
import { quantify, SCALE, SMALL_NUMBER, type Quantifier } from '../quantifier.ts'
import { actionLinksOf } from '../actionLinkStore.ts'
import { findingsOf } from '../store.ts'
import { findingsHref, findingsTrail } from './visible.ts'

/** The findings of a round, area by area: for staff with every number and what is behind it, or worded for publication. */
export const findingsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const findings = await findingsOf(db, actor.partnershipId, round.id)
  const seesNumbers = roleHolds(actor.role, 'finding.numbers')
  const forPublication = req.query.for === 'publication' || !seesNumbers
  const stale = forPublication ? new Map<number, Stale>() : await staleFindings(db, actor.partnershipId, round.id, findings)
  const manages = roleHolds(actor.role, 'finding.manage') && !forPublication
  const here = findingsHref(round.id)
  const actions = forPublication ? new Map<number, ActionLine[]>() : await actionLines(db, actor.partnershipId, round.id)
  const careful = cautions(findings)
  const published = publishedSentences(findings)
  renderPage(res, 'findings/list', {
    title: forPublication ? 'Findings for publication' : 'Findings',
    layout: 'staff',
    breadcrumbs: forPublication ? findingsTrail(round, { text: 'For publication' }) : findingsTrail(round),
    roundName: round.name,
    standsAt: forPublication ? publicationLine(findings) : 'What the audit says, area by area. Each number leads to the returns behind it.',
    noAreas: round.evidenceAreas.length === 0,
    settingsHref: `/rounds/${round.id}/edit`,
    stale: manages && stale.size > 0 ? { text: staleLine(stale.size), action: `${here}/recount` } : undefined,
    areas: areasOf(round, findings).map(area => ({
      ...area,
      findings: area.findings.map((finding, at) =>
        findingView(finding, {
          manages,
          forPublication,
          caution: careful.get(finding.id),
          published: published.get(finding.id) ?? '',
          stale: stale.get(finding.id),
          actions: actions.get(finding.id) ?? [],
          isFirst: at === 0,
          isLast: at === area.findings.length - 1,
        }),
      ),
      newHref: manages ? `${here}/new?area=${area.key}` : undefined,
      suggestHref: manages ? `${here}/suggestions?area=${area.key}` : undefined,
    })),
    scale: `In this scale, ${SCALE.filter(({ quantifier }) => IN_SHORT.includes(quantifier))
      .map(({ words, rule }) => `“${words.toLowerCase()}” means ${rule}`)
      .join('; ')}.`,
    links: [
      ...(seesNumbers
        ? [
            forPublication
              ? { text: 'All findings, with their numbers', href: here }
              : { text: 'Worded for publication', href: `${here}?for=publication` },
          ]
        : []),
      { text: 'The scale of words', href: `${here}/scale` },
    ],
  })
}

function publicationLine(findings: readonly Finding[]): string {
  const newest = findings
    .map(({ countedAt }) => countedAt)
    .reduce<Date | null>((latest, at) => (latest === null || at > latest ? at : latest), null)
  const covered = `Numbers from 1 to ${SMALL_NUMBER - 1} are covered, so that no establishment can be recognised.`
  return newest === null ? covered : `Last counted at ${sayInstant(newest)}. ${covered}`
}

/** The steps whose meaning cannot be guessed. */
const IN_SHORT: readonly Quantifier[] = ['almost_all', 'most', 'some', 'a_few']

const staleLine = (n: number): string =>
  n === 1 ? 'The figures of 1 finding have moved since it was counted.' : `The figures of ${n} findings have moved since they were counted.`

/** The areas of the round in their order, and after them any that it no longer has but findings still name. */
function areasOf(round: Round, findings: readonly Finding[]): { key: string; title: string; findings: Finding[] }[] {
  const known = round.evidenceAreas.map(({ key }) => key)
  const gone = [...new Set(findings.map(({ areaKey }) => areaKey).filter(key => !known.includes(key)))]
  return [...round.evidenceAreas, ...gone.map(key => ({ key, title: key }))].map(({ key, title }) => ({
    key,
    title,
    findings: findings.filter(({ areaKey }) => areaKey === key),
  }))
}

/** An action about a finding, as it is listed under it. */
type ActionLine = { id: Id<'action'>; text: string; href: string; state: string }

/** The actions about each finding of a round. */
async function actionLines(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Map<number, ActionLine[]>> {
  const links = await actionLinksOf(db, partnershipId, roundId)
  const ids = links.map(({ actionId }) => actionId)
  const known = new Map((ids.length === 0 ? [] : await actionsOf(db, partnershipId, ids)).map(action => [action.id, action]))
  const lines = links.flatMap(({ findingId, actionId }) => {
    const action = known.get(actionId)
    const state = action && STATE_WORDS[action.state].words.toLowerCase()
    return action && state ? [{ findingId, line: { id: action.id, text: nameOf(action), href: actionHref(action.id), state } }] : []
  })
  return new Map([...Map.groupBy(lines, ({ findingId }) => findingId)].map(([id, all]) => [id, all.map(({ line }) => line)]))
}

type ShownHow = {
  manages: boolean
  forPublication: boolean
  caution: Caution | undefined
  published: string
  stale: Stale | undefined
  actions: readonly ActionLine[]
  isFirst: boolean
  isLast: boolean
}

function findingView(finding: Finding, { manages, forPublication, caution, published, stale, actions, isFirst, isLast }: ShownHow) {
  const quantity = quantify(finding.n, finding.of)
  const here = `${findingsHref(finding.roundId)}/${finding.id}`
  const subject = subjectOf(quantity, finding.source)
  return {
    id: finding.id,
    tag: { text: KIND_WORDS[finding.kind].words, colour: KIND_WORDS[finding.kind].colour },
    // The number is a link, so the sentence comes in two parts; for publication it is one.
    subject: forPublication ? '' : subject,
    subjectHref: `${here}/returns`,
    rest: forPublication ? published : sentenceOf(quantity, finding.source, finding.statement).slice(subject.length),
    note: forPublication ? '' : CAUTION_WORDS[caution ?? 'none'],
    stale: stale && !forPublication ? `Counted on ${sayShortInstant(finding.countedAt)}; now it would be ${stale.n} of ${stale.of}.` : '',
    actions: actions.map(action => ({ ...action, unlink: manages ? `${here}/actions/unlink` : undefined })),
    buttons: manages
      ? {
          actHref: `${here}/actions/new`,
          recount: stale ? `${findingsHref(finding.roundId)}/recount` : undefined,
          editHref: `${here}/edit`,
          deleteHref: `${here}/delete`,
          move: `${here}/move`,
          up: !isFirst,
          down: !isLast,
          about: `${KIND_WORDS[finding.kind].words.toLowerCase()}: ${finding.statement}`,
        }
      : undefined,
  }
}

const CAUTION_WORDS: Record<Caution | 'none', string> = {
  none: '',
  small: 'Small number: do not publish it as it stands.',
  reveals: 'Beside the other findings this would give away a small number: do not publish it as it stands.',
}
