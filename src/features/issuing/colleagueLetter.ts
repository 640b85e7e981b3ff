import { sayList } from '../../platform/say.ts'
import type { MailText } from './mailText.ts'
import { AUDIT_LINK } from '../messages/index.ts'

/** What a colleague gets who was asked to help. @param by who asked @param sections the titles of what their link opens; null for all of it */
export const colleagueText = (by: string, { roundIsOpen }: { roundIsOpen: boolean }, sections: readonly string[] | null): MailText => ({
  subject: '{{establishment}}: please help with {{round}}',
  body: `${by} asks you to help with {{round}} for {{establishment}}. ${roundIsOpen ? 'It is due by {{due}}.' : 'The round has closed, but evidence or a signature is still asked for.'}

This link is for you alone. ${whatItOpens(roundIsOpen, sections)}:

${AUDIT_LINK}

You can stop at any point and come back by the same link. If you no longer help with this, tell ${by}, who can end it.`,
})

function whatItOpens(roundIsOpen: boolean, sections: readonly string[] | null): string {
  if (sections !== null)
    return `It opens the ${sections.length === 1 ? 'section' : 'sections'} ${sayList(sections.map(title => `“${title}”`))}, and no others`
  return roundIsOpen
    ? 'You can answer any section, and what others have answered is there to see'
    : 'With it you can read the return, and add what is asked for'
}
