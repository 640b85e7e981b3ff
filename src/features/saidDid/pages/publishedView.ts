import { paragraphs } from '../../../platform/say.ts'
import { withWebLinks } from '../../../platform/webLinks.ts'
import { sayCounts, type SaidDid } from '../content.ts'

/** What the page that anyone reads shows, as finished sentences. */
export function publishedView(content: SaidDid) {
  return {
    counts: sayCounts(content),
    themes: content.themes.map(({ title, statement, heard, numbers, answers }, at) => ({
      id: `theme-${at + 1}`,
      title,
      said: paragraphs(statement).map(withWebLinks),
      heard,
      numbers,
      answers: answers.flatMap(place => {
        const answer = content.answers[place]
        return answer === undefined ? [] : [{ ...answer, what: paragraphs(answer.what).map(withWebLinks) }]
      }),
    })),
  }
}
