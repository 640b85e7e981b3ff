import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { typedAll } from '../../../platform/forms/parseForm.ts'
import { sayCount, shortened } from '../../../platform/say.ts'
import { askedToReopen } from '../../asking/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { takesAnswer, type Question } from '../../questions/index.ts'
import { askedOfReturn } from '../../questionnaires/index.ts'
import { advanceNow, openReturn, type OpenReturn } from '../../returns/index.ts'
import { partLines, returnFrame } from '../../returnPages/index.ts'
import { visibleReturnId } from './visibleReturn.ts'

/** Which questions of a return are meant before it is sent back; with none, all of it. @throws Refusal (conflict) when there is nothing to send back */
export const chooseQuestionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  advanceNow(open.auditReturn, 'sendBack')
  const chosen = new Set(typedAll(req.query, 'question'))
  const base = `/returns/${open.auditReturn.id}`
  renderPage(res, 'handling/chooseQuestions', {
    ...returnFrame(actor, open.auditReturn, { below: 'Send back' }),
    title: 'Which questions do you mean?',
    action: `${base}/send-back`,
    cancelHref: base,
    asked: await askedToReopen(db, actor.partnershipId, open.auditReturn.id),
    sections: questionsToChoose(open).map(({ key, title, questions }) => {
      const ticked = questions.filter(question => chosen.has(question.key)).length
      return {
        id: `section-${key}`,
        title,
        count: ticked === 0 ? sayCount(questions.length, 'question') : `${ticked} of ${sayCount(questions.length, 'question')} chosen`,
        isOpen: ticked > 0,
        questions: questions.map(question => ({
          key: question.key,
          label: question.label,
          said: saidShortly(open, question),
          checked: chosen.has(question.key),
        })),
      }
    }),
  })
}

/** The questions that take an answer, of those that are asked, section by section. */
export const questionsToChoose = ({ document, auditReturn, responses }: OpenReturn) =>
  askedOfReturn(document, auditReturn.facts, responses).flatMap(({ key, title, questions }) => {
    const taking = questions.filter(takesAnswer)
    return taking.length === 0 ? [] : [{ key, title, questions: taking }]
  })

/** What the establishment answered, in one line. */
export const saidShortly = ({ responses }: OpenReturn, question: Question): string => {
  const response = responses.get(question.key)
  return response ? shortened(partLines(question, response, 'answer').join('; ')) : 'Not answered'
}
