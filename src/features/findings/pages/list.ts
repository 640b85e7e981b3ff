import type { Id } from '../../../platform/id.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { countingIn } from '../actions.ts'
import { sayChange } from '../change.ts'
import { changesOf, type Held } from '../changeActions.ts'
import { currentFindings } from '../currentActions.ts'
import { KIND_WORDS, sentenceOf, subjectOf, type Finding, type PartOfAudit } from '../finding.ts'
import { isSamePart, partsOf, type TitledPart } from '../partQuestions.ts'
import { scaleInShort } from '../quantifier.ts'
import { newestPublished, type NewestPublished } from '../publicationActions.ts'
import type { StatementOf } from './publication.ts'
import { actionLines, type ActionLine } from './actionLines.ts'
import { findingsHref, findingsTrail } from './visible.ts'
import { wouldBePublishedPage } from './wouldBePublished.ts'

/** The findings of a round, area by area and section by section, with every number and what is behind it. */
export const findingsPage =
  (statementOf: StatementOf): Page<StaffActor> =>
  async (context, req, res) => {
    const { db, actor } = context
    const round = await visibleRound(db, actor, req)
    // Whoever may not see the numbers sees what everyone would see.
    if (!roleHolds(actor.role, 'finding.numbers')) {
      await wouldBePublishedPage(statementOf)(context, req, res)
      return
    }
    const findings = await currentFindings(db, { partnershipId: actor.partnershipId, roundId: round.id })
    const { leastForWords } = await settingsOf(db, actor.partnershipId)
    const { documents } = await countingIn(db, actor.partnershipId, round.id)
    const parts = partsOf(
      round.evidenceAreas,
      documents.map(({ document }) => document),
    )
    const manages = roleHolds(actor.role, 'finding.manage')
    const held = await changesOf(db, { partnershipId: actor.partnershipId, roundId: round.id }, findings)
    const actions = await actionLines(db, actor.partnershipId, round.id)
    const published = await newestPublished(db, round)
    const here = findingsHref(round.id)
    renderPage(res, 'findings/list', {
      title: 'Findings',
      layout: 'staff',
      breadcrumbs: findingsTrail(round),
      roundName: round.name,
      standsAt: 'What the audit says. The numbers are those of now, and each leads to the returns behind it.',
      parts: shownParts(parts, findings).map(part =>
        partView(round, part, { findings, held, actions, published, manages, least: leastForWords }),
      ),
      areasHref: round.evidenceAreas.length === 0 ? `/rounds/${round.id}/edit` : undefined,
      scale: scaleInShort(leastForWords),
      links: [
        { text: 'As they would be published', href: `${here}/publication` },
        { text: 'The scale of words', href: `${here}/scale` },
      ],
    })
  }

/**
 * Areas and sections in the order of the questionnaires, and after them those that the round no longer has but findings still name. A section
 * that bears the name of an area is left out as long as it has no finding: its questions are those of the area.
 */
function shownParts(known: readonly TitledPart[], findings: readonly Finding[]): TitledPart[] {
  const areas = new Set(known.filter(({ part }) => part === 'area').map(({ title }) => title))
  const gone = findings.filter(finding => !known.some(part => isSamePart(part, finding)))
  const lost = gone.filter((finding, at) => gone.findIndex(other => isSamePart(other, finding)) === at)
  return [
    ...known.filter(part => part.part === 'area' || !areas.has(part.title) || findings.some(finding => isSamePart(part, finding))),
    ...lost.map(({ part, partKey }) => ({ part, partKey, title: partKey })),
  ]
}

type Shown = {
  findings: readonly Finding[]
  held: ReadonlyMap<Id<'finding'>, Held>
  actions: ReadonlyMap<number, ActionLine[]>
  published: NewestPublished | undefined
  manages: boolean
  least: number
}

function partView(round: Round, part: TitledPart, { findings, held, actions, published, manages, least }: Shown) {
  const mine = findings.filter(finding => isSamePart(finding, part))
  const here = findingsHref(round.id)
  return {
    id: `${part.part}-${part.partKey}`,
    title: part.title,
    kind: part.part === 'area' ? 'Evidence area' : '',
    findings: mine.map((finding, at) => ({
      id: finding.id,
      tag: { text: KIND_WORDS[finding.kind].words, colour: KIND_WORDS[finding.kind].colour },
      // The number is a link, so the sentence comes in two parts.
      subject: subjectOf(finding, least),
      subjectHref: `${here}/${finding.id}/returns`,
      rest: sentenceOf(finding, least).slice(subjectOf(finding, least).length),
      change: changeNote(finding, held.get(finding.id), least),
      published: publishedNote(finding, published),
      actions: (actions.get(finding.id) ?? []).map(action => ({
        ...action,
        unlink: manages ? `${here}/${finding.id}/actions/unlink` : undefined,
      })),
      buttons: manages ? buttonsOf(finding, { isFirst: at === 0, isLast: at === mine.length - 1 }) : undefined,
    })),
    newHref: manages ? `${here}/new?${askedFor(part)}` : undefined,
    suggestHref: manages ? `${here}/suggestions?${askedFor(part)}` : undefined,
  }
}

/** How a finding has changed since the round that it is held against, or why it does not say so. */
function changeNote(finding: Finding, held: Held | undefined, least: number): string {
  if (!held) return ''
  if (held.then) return sayChange(finding, held.then, { since: held.since.name, least })
  return `It does not say how it has changed since “${held.since.name}”: ${held.reasons.join(' ')}`
}

/** What was published of a finding whose number has moved since: it stays as it was until the next version. */
function publishedNote(finding: Finding, published: NewestPublished | undefined): string {
  const then = published?.findings.get(finding.id)
  if (!published || !then || (then.n === finding.n && then.of === finding.of)) return ''
  return `Version ${published.number}, published ${sayShortInstant(published.at)}, says: “${then.sentence}”`
}

const askedFor = ({ part, partKey }: PartOfAudit): string => new URLSearchParams({ [part]: partKey }).toString()

function buttonsOf(finding: Finding, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }) {
  const here = `${findingsHref(finding.roundId)}/${finding.id}`
  return {
    actHref: `${here}/actions/new`,
    sinceHref: `${here}/since`,
    editHref: `${here}/edit`,
    deleteHref: `${here}/delete`,
    move: `${here}/move`,
    up: !isFirst,
    down: !isLast,
    about: `${KIND_WORDS[finding.kind].words.toLowerCase()}: ${finding.statement}`,
  }
}
