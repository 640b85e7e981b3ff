import { READING_WORDS, READINGS, type Readings, sayVerdict, type StoredVerdict } from '../../verdicts/index.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { QuestionnaireDocument } from '../../questionnaires/index.ts'
import { isBlank, summary, type Json } from '../../questions/index.ts'
import { questionIn } from '../reviewQuestions.ts'

/** A question, what the establishment said of it, and what each who reviewed it found. */
export function cardView(
  document: Pick<QuestionnaireDocument, 'sections'> | undefined,
  questionKey: string,
  { readings, answer }: { readings: Readings; answer: Json },
) {
  const question = questionIn(document, questionKey)
  return {
    key: questionKey,
    label: question?.label ?? questionKey,
    said: question && !isBlank(answer) ? summary(question, answer) : ['Not answered'],
    readings: READINGS.filter(reading => reading !== 'moderated' || readings.moderated).map(reading =>
      readingView(reading, readings[reading]),
    ),
  }
}

const readingView = (reading: (typeof READINGS)[number], verdict: StoredVerdict | undefined) => ({
  heading: verdict ? `${READING_WORDS[reading].words}, ${verdict.reviewerName}` : READING_WORDS[reading].words,
  verdict: verdict ? sayVerdict(verdict) : 'Said nothing',
  note: verdict?.note ?? '',
  quote: verdict?.quote ?? '',
  at: verdict ? sayInstant(verdict.at) : '',
})
