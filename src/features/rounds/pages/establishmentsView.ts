import type { DataTable, StatNumber } from '../../../platform/http/components.ts'
import { foundTitle } from '../../../platform/http/paginate.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayNumber, sayCount } from '../../../platform/say.ts'
import { sayPhase } from '../../establishments/index.ts'
import { NO_FILTER, type MemberFilter } from '../memberFilter.ts'
import type { Tally } from '../memberStore.ts'
import type { RoundQuestionnaire } from '../round.ts'
import { listOfEstablishments, type ListFacts } from './establishmentsList.ts'
import { statusTag } from './list.ts'
import { listHref } from './memberQuery.ts'
import { setWords } from '../../partnerships/index.ts'
import { roundTrail } from './visibleRound.ts'

export type EstablishmentsFacts = ListFacts & { makeUp: readonly Tally[]; questionnaires: readonly RoundQuestionnaire[] }

/** The page on which a coordinator puts together who is asked. */
export function establishmentsView(facts: EstablishmentsFacts): ViewModel {
  const { round, place, sums } = facts
  return {
    title: foundTitle(
      'Establishments',
      facts.counted.total,
      Object.values(facts.filter).some(value => value !== ''),
    ),
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Establishments' }),
    tag: statusTag(round),
    numbers: numbersOf(facts),
    nextStep: nextStepOf(facts),
    editHref: facts.manages ? `/rounds/${round.id}/edit` : null,
    discardHref: facts.manages && round.status === 'draft' ? `/rounds/${round.id}/discard` : null,
    versionLine: versionLine(facts),
    newerVersions: facts.manages && round.status === 'draft' ? newerVersions(facts.questionnaires) : [],
    versionsAction: `/rounds/${round.id}/establishments/versions`,
    makeUp: sums.asked === 0 ? [] : makeUpTables(facts),
    tabs: {
      label: 'In or not in this round',
      items: [
        { text: `In this round (${sayNumber(sums.asked)})`, href: listHref(round.id, 'in', NO_FILTER), current: place === 'in' },
        {
          text: `Not in this round (${sayNumber(sums.offered)})`,
          href: listHref(round.id, 'out', NO_FILTER),
          current: place === 'out',
        },
      ],
    },
    ...listOfEstablishments(facts),
  }
}

function numbersOf({ round, sums }: EstablishmentsFacts): StatNumber[] {
  const list = (filter: Partial<MemberFilter>) => listHref(round.id, 'in', { ...NO_FILTER, ...filter })
  return [
    { number: sums.asked, label: 'in this round', href: list({}) },
    ...(sums.issued > 0 ? [{ number: sums.issued, label: 'issued', href: `/rounds/${round.id}/returns?flag=issued` }] : []),
    ...(sums.withoutEmail > 0
      ? [
          {
            number: sums.withoutEmail,
            label: 'without an email address',
            href: list({ contact: 'without' }),
            note: 'mail cannot reach them',
            tone: 'attention' as const,
          },
        ]
      : []),
    ...(sums.closing > 0 ? [{ number: sums.closing, label: 'going to close', note: 'still due', tone: 'attention' as const }] : []),
    {
      number: sums.offered,
      label: 'not in this round',
      href: listHref(round.id, 'out', NO_FILTER),
      ...(sums.couldBeAdded < sums.offered ? { note: `${sayNumber(sums.couldBeAdded)} can be added` } : {}),
      tone: 'quiet' as const,
    },
  ]
}

function nextStepOf({ round, manages, sums }: EstablishmentsFacts): { text: string; href: string } | null {
  if (!manages || sums.asked === 0) return null
  if (round.status === 'draft') return { text: 'Check and open the round', href: `/rounds/${round.id}/open` }
  return sums.notIssued > 0
    ? { text: `Issue ${sayCount(sums.notIssued, 'audit link', 'audit links')}`, href: `/rounds/${round.id}/issue` }
    : null
}

const versionLine = ({ questionnaires, round }: EstablishmentsFacts): string => {
  if (questionnaires.length === 0) return ''
  const list = questionnaires.map(q => `set ${q.setCode} version ${q.version}`).join(', ')
  return `Questionnaires: ${list}${round.status === 'draft' ? '. They are frozen when the round opens.' : ', frozen.'}`
}

const newerVersions = (questionnaires: readonly RoundQuestionnaire[]): string[] =>
  questionnaires.filter(q => q.newestVersion > q.version).map(q => `Set ${q.setCode} has a version ${q.newestVersion} now.`)

function makeUpTables({ round, sets, makeUp }: EstablishmentsFacts): DataTable[] {
  const groups = [
    { of: 'set', caption: 'By question set' },
    { of: 'phase', caption: 'By phase' },
    { of: 'type', caption: 'By type' },
  ] as const
  return groups.map(({ of, caption }) => ({
    id: `make-up-${of}`,
    caption,
    compact: true,
    columns: [{ text: caption.replace('By ', '').replace(/^./, first => first.toUpperCase()) }, { text: 'Establishments', numeric: true }],
    rows: makeUp
      .filter(tally => tally.of === of)
      .map(({ value, count }) => [
        { text: of === 'set' ? setWords(sets, value) : of === 'phase' ? sayPhase(value) : value === '' ? 'Not recorded' : value },
        value === ''
          ? { text: sayNumber(count), numeric: true }
          : {
              text: sayNumber(count),
              numeric: true,
              href: listHref(round.id, 'in', { ...NO_FILTER, [of]: value }),
              hiddenText: 'establishments',
            },
      ]),
  }))
}
