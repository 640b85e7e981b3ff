import { londonDate, sayDay, sayShortDay } from '../../../platform/london.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor } from '../../history/index.ts'
import { planWords } from '../../actionPlan/index.ts'
import { ACTION_STANDINGS, actionsThen, countsOf, lastReturnFor, offersOf, type LastReturn } from '../../lastYear/index.ts'
import { type OpenReturn } from '../../returns/index.ts'
import { openFor } from '../openActions.ts'
import { askedOf, mayAnswerIn } from '../reach.ts'
import { refuse } from '../refusals.ts'

/** How this year's questions stand to last year's answers, section by section. */
export const lastYearPage: Page<ContributorActor> = async (context, _req, res) => {
  const { open, last } = await openWithLast(context)
  const sections = askedOf(open)
  const offers = offersOf(
    last,
    sections.flatMap(({ questions }) => questions),
    londonDate(context.now()),
  )
  renderPage(res, 'answering/lastYearPage', {
    title: 'Answers from last time',
    backLink: { text: 'All sections', href: '/return' },
    from: fromLine(open, last),
    table: {
      id: 'last-year',
      caption: 'Questions of this return, by section',
      captionHidden: true,
      columns: [
        { text: 'Section' },
        ...['Unchanged', 'Changed', 'New', 'Blank last time', 'Answered the same now'].map(text => ({ text, numeric: true })),
      ],
      rows: sections.map(({ key, title, questions }) => {
        const { unchanged, changed, fresh, silent, same } = countsOf(last, offers, questions, open.responses)
        return [
          { text: title, href: mayAnswerIn(open, key) ? `/return/last-year/${key}` : `/return/whole#section-${key}` },
          ...[unchanged, changed, fresh, silent, same].map(count => ({ text: String(count) })),
        ]
      }),
    },
    actionsHref: '/return/last-year-actions',
  })
}

/** What last year's answers said would be done, with what this year's say of it. */
export const lastYearActionsPage: Page<ContributorActor> = async (context, _req, res) => {
  const { open, last } = await openWithLast(context)
  const actions = actionsThen(last, { asked: askedOf(open), responses: open.responses }, londonDate(context.now()))
  renderPage(res, 'answering/lastYearActions', {
    title: 'Actions from last time',
    backLink: { text: 'Answers from last time', href: '/return/last-year' },
    from: fromLine(open, last),
    table:
      actions.length === 0
        ? null
        : {
            id: 'last-year-actions',
            caption: 'Actions from last time',
            captionHidden: true,
            columns: ['Action', 'Who', 'By when', 'Progress since', 'Question', 'This time'].map(text => ({ text })),
            rows: actions.map(({ what, owner, dueOn, isDue, progress, label, key, sectionKey, standing }) => [
              { text: what ?? NOT_SAID, typed: true },
              { text: owner ?? NOT_SAID, typed: true },
              { text: dueOn === null ? NOT_SAID : sayShortDay(dueOn), hint: isDue ? 'This date has passed' : null },
              progress
                ? { text: planWords.PLAN_STATE_WORDS[progress.stateAfter].words, hint: `${sayShortDay(progress.at)}, ${progress.byName}` }
                : { text: NOT_SAID },
              sectionKey !== null && mayAnswerIn(open, sectionKey)
                ? { text: label, href: `/return/sections/${sectionKey}#question-${key}` }
                : { text: label },
              { text: ACTION_STANDINGS[standing] },
            ]),
          },
  })
}

const NOT_SAID = 'Not said'

/** The return with the last one that came before it, as far as this person may see both. @throws Refusal (not found) when there is none */
export async function openWithLast({ db, actor }: PageContext<ContributorActor>): Promise<{ open: OpenReturn; last: LastReturn }> {
  const open = await openFor(db, actor)
  const last = await lastReturnFor(db, open)
  if (!last) throw refuse.noLastYear()
  return { open, last: inReach(open, last) }
}

/** A question stands in reach where its section of this year does; one that is not asked any more, where its section of then does. */
function inReach({ document, reach }: OpenReturn, last: LastReturn): LastReturn {
  const now = new Map(document.sections.flatMap(({ key, questions }) => questions.map(question => [question.key, key] as const)))
  const sections = last.document.sections.map(section => ({
    ...section,
    questions: section.questions.filter(({ key }) => reachesSection(reach, now.get(key) ?? section.key)),
  }))
  return { ...last, document: { ...last.document, sections } }
}

/** "From “Safeguarding audit 2021 to 2022”, sent on 14 January 2022." */
export const fromLine = ({ auditReturn }: OpenReturn, { roundName, submittedAt, establishmentName }: LastReturn): string =>
  `From “${roundName}”, received on ${sayDay(submittedAt)}${establishmentName === auditReturn.establishmentName ? '' : `, for ${establishmentName}`}.`
