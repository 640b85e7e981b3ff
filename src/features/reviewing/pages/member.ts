import { isDisputed, sayVerdict, type StoredVerdict, VERDICTS } from '../../verdicts/index.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { sayPhase } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { holdsFiles, summary } from '../../questions/index.ts'
import { deliveryOf, sayDelivery } from '../../messages/index.ts'
import { DISPOSITIONS } from '../../returns/index.ts'
import {
  sampleRequests,
  memberHref,
  OUTCOME_WORDS,
  sampleHref,
  samplesTrail,
  visibleMember,
  type SampleMember,
} from '../../sampling/index.ts'
import { isBlind } from '../review.ts'
import { visitsOf } from '../visitStore.ts'
import { outcomeTag } from './sample.ts'
import { fileLink, INTERESTED, reviewedIn, underReview, type UnderReview } from './reviewed.ts'
import { visitsOn } from './visits.ts'
import { whoReviewsView } from './whoReviews.ts'

/** One establishment of a sample: what it sent, what has been reviewed, and what it came to. */
export const memberPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const [under, letters, requests, visits] = await Promise.all([
    underReview(db, actor, member, sample.areas),
    sampleRequests.lettersOf(db, actor.partnershipId, member.returnId, 'outcome'),
    sampleRequests.lettersOf(db, actor.partnershipId, member.returnId, 'evidence_request'),
    visitsOf(db, actor.partnershipId, member.id),
  ])
  const { areas, files, verdicts } = under
  const here = memberHref(path)
  const reviews = roleHolds(actor.role, 'review.record') && member.replacedAt === null && !under.hasInterest
  const whyNoOutcome = reviews ? whyNotConcluded(under) : ''
  const manages = roleHolds(actor.role, 'sample.manage') && member.replacedAt === null
  renderPage(res, 'reviewing/member', {
    title: member.establishmentName,
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name, href: sampleHref(round.id, sample.id) }, { text: member.establishmentName }),
    sampleName: sample.name,
    tag: outcomeTag(member.outcome),
    hasOutcome: member.outcome !== null,
    replaced: member.replacedAt === null ? undefined : `Replaced at ${sayInstant(member.replacedAt)}: ${member.replacedReason ?? ''}`,
    facts: factsOf(member, requests),
    areas: areas.map(area => {
      const done = reviewedIn(area, under)
      const all = area.questions.length
      return {
        title: area.title,
        href: `${here}/areas/${area.key}`,
        status: all === 0 ? 'Nothing is asked here' : `${done} of ${all} reviewed`,
        tag:
          done === 0 || all === 0
            ? undefined
            : done === all
              ? { text: 'Reviewed', colour: 'green' }
              : { text: 'In progress', colour: 'blue' },
      }
    }),
    visits: visitsOn(path, visits, reviews),
    who: whoReviewsView(member, under, actor),
    tally: tally([...verdicts.values()]),
    files: files.map(file => fileLink(member.returnId, file)),
    kept: keptOf(under),
    noFiles: member.requestedAt === null ? 'None: it has not been asked for any yet.' : 'None have arrived yet.',
    answersHref: `/returns/${member.returnId}/answers`,
    addDocumentsHref: roleHolds(actor.role, 'return.manage') ? `/returns/${member.returnId}/evidence/new` : undefined,
    outcome: outcomeOf(member),
    interest: under.hasInterest ? INTERESTED : '',
    outcomeHref: reviews && whyNoOutcome === '' ? `${here}/outcome` : undefined,
    whyNoOutcome,
    letters: roleHolds(actor.role, 'mail.view') ? letters.map(letterLine) : [],
    messageHref: manages && member.outcome !== null ? `${here}/message` : undefined,
    replaceHref: manages ? `${here}/replace` : undefined,
  })
}

/** Of which questions the return says where the evidence is kept, and where. */
const keptOf = ({ document, responses }: UnderReview): string[] =>
  document.sections
    .flatMap(({ questions }) => questions.filter(holdsFiles))
    .flatMap(question => {
      const said = responses.get(question.key)
      return said ? summary(question, said.answer).map(line => `${question.shortLabel ?? question.label}. ${line}`) : []
    })

/** Why no outcome can be recorded yet: what two have found is not there, or not settled. */
function whyNotConcluded({ reviews, questions }: UnderReview): string {
  if (isBlind(reviews)) return 'It can be recorded when both reviewers have finished.'
  return [...questions.values()].some(isDisputed) ? 'It can be recorded when what the reviewers differ about is settled.' : ''
}

function factsOf(member: SampleMember, requests: readonly sampleRequests.SentLetter[]) {
  const asked = member.requestedAt
  return [
    {
      key: { text: 'Establishment' },
      value: { text: [member.identifier, sayPhase(member.phase)].filter(part => part !== '').join(' · ') },
    },
    { key: { text: 'Its return' }, value: { text: DISPOSITIONS[member.disposition].words } },
    {
      key: { text: 'Why drawn' },
      value: { text: [member.stratum === 'All' ? '' : member.stratum, member.reason].filter(part => part !== '').join(': ') },
    },
    {
      key: { text: 'Evidence asked for' },
      value: {
        text:
          asked === null
            ? 'Not yet'
            : `${sayInstant(asked)}${member.requestDueAt ? `, to be sent by ${sayInstant(member.requestDueAt)}` : ''}${requests.some(didNotArrive) ? '. A letter did not reach its reader' : ''}`,
      },
    },
  ]
}

const didNotArrive = (letter: sampleRequests.SentLetter): boolean => ['failed', 'bounced'].includes(deliveryOf(letter))

/** "agrees 12, partly agrees, over-rated 3": what has been found so far, in the order of the verdicts. */
function tally(verdicts: readonly StoredVerdict[]): string {
  const found = Map.groupBy(
    verdicts.toSorted((one, other) => VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict)),
    sayVerdict,
  )
  return [...found].map(([words, those]) => `${words.toLowerCase()} ${those.length}`).join(', ')
}

const outcomeOf = ({ outcome, outcomeNote, outcomeReviewed, outcomeAsked, outcomeBy, outcomeAt }: SampleMember) =>
  outcome === null
    ? undefined
    : {
        words: OUTCOME_WORDS[outcome].words,
        note: outcomeNote,
        reviewed:
          outcomeReviewed === null
            ? ''
            : `${outcomeReviewed === 0 ? 'None' : outcomeReviewed} of ${sayCount(outcomeAsked ?? 0, 'question')} had a verdict.`,
        by: `${outcomeBy ?? ''}${outcomeAt ? `, ${sayInstant(outcomeAt)}` : ''}`,
      }

const letterLine = (letter: sampleRequests.SentLetter): string =>
  `${sayDelivery(`The letter to ${letter.toName} (${letter.toEmail})`, letter)}, ${sayShortInstant(letter.at)}`
