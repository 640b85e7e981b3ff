import { typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy } from '../../../platform/forms/errors.ts'
import { WHOLE_RETURN, type Reach } from '../../history/index.ts'
import type { sectionsGiven } from '../../links/index.ts'

/** What was chosen of what a colleague's link is to open. */
export type TypedOpens = { opens: string; sections: readonly string[] }

export const typedOpens = (body: unknown): TypedOpens => ({ opens: typed(body, 'opens'), sections: typedAll(body, 'sections') })

/** What a colleague's link is to open; who ticked sections and said nothing else meant those. A link to a part signs nothing. */
export function reachFrom(
  { opens, sections }: TypedOpens,
  asked: readonly sectionsGiven.SectionGiven[],
): { reach: Reach } | { errors: FormError[] } {
  if (opens === 'whole') return { reach: WHOLE_RETURN }
  const ticked = asked.map(({ key }) => key).filter(key => sections.includes(key))
  if (ticked.length > 0) return { reach: { sections: ticked, maySign: false } }
  return opens === 'part'
    ? { errors: [{ field: 'sections', message: 'Tick the sections that your colleague needs' }] }
    : { errors: [{ field: 'opens', message: 'Choose what the link opens' }] }
}

/** The fields that ask it, as they stand. Without a script the boxes stand open. */
export function opensFields(given: TypedOpens, asked: readonly sectionsGiven.SectionGiven[], errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  return {
    opens: (boxes: string) => ({
      idPrefix: 'opens',
      name: 'opens',
      fieldset: { legend: { text: 'What does the link open?', classes: 'govuk-fieldset__legend--s' } },
      errorMessage: errorOf('opens'),
      items: [
        {
          value: 'part',
          text: 'Only the sections that I tick',
          hint: { text: 'They see no other answers and no other files, and they cannot sign.' },
          checked: given.opens === 'part',
          conditional: { html: boxes },
        },
        {
          value: 'whole',
          text: 'The whole return',
          hint: { text: 'They see and can change everything.' },
          checked: given.opens === 'whole',
        },
      ],
    }),
    sections: {
      idPrefix: 'sections',
      name: 'sections',
      classes: 'govuk-checkboxes--small',
      fieldset: { legend: { text: 'Sections' } },
      errorMessage: errorOf('sections'),
      items: asked.map(({ key, title }) => ({ value: key, text: title, checked: given.sections.includes(key) })),
    },
  }
}
