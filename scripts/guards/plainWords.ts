import ts from 'typescript'
import { nodesOf, type Sources } from './sources.ts'

/** Words that readers stumbled over, and the usual ones (docs/words.md). */
const INSTEAD: readonly (readonly [odd: RegExp, usual: string])[] = [
  [/\bwhom\b/i, 'who'],
  [/\bsomebody\b/i, 'someone'],
  [/\b(?:every|any)body\b/i, 'everyone or anyone'],
  [/\btak(?:e|es|en|ing) in\b/i, 'add, import or receive'],
  [/\bput(?:s|ting)? (?:it |them )?away\b/i, 'discard'],
  [/\bbring(?:s|ing)? in\b/i, 'import'],
  [/\b(?:come|comes|coming|came) in\b/i, 'receive or open'],
  [/\b(?:go|goes|going|went|gone) out\b/i, 'send'],
  [/\bas you (?:go|went)\b/i, 'when you press Save'],
  [/\bof ours\b/i, 'our'],
  [/\b(?:has|have) still to\b/i, 'still needs to'],
  [/\bhow far (?:it|each|they) (?:came|come|comes)\b/i, 'delivery'],
  [/\bstands? (?:behind|beside)\b/i, 'is next to or is responsible for'],
  [/\bincluded(?=[.,;:]|$)/i, 'including, before what it is about'],
  [/\bfate\b/i, 'outcome'],
  [/\bdeeds?\b/i, 'action'],
  // In the summary of errors a sentence stands far from its box.
  [/^Must be\b/, 'what it is about first, as “Full name must be”'],
]

/** The list of stolen passwords is no text. */
const ELSEWHERE = /^src\/features\/accounts\/commonPasswords/

/** Odd words in the texts of the program: what stands in quotation marks and is more than a name or a piece of SQL. */
export const oddWordsInSources = (sources: Sources): string[] =>
  [...sources].flatMap(([file, tree]) => (ELSEWHERE.test(file) ? [] : textsOf(tree).flatMap(text => oddWords(file, text))))

/** Odd words on a page: what is between its tags, and what its attributes say. */
export const oddWordsInView = (file: string, view: string): string[] => oddWords(file, view)

const textsOf = (tree: ts.SourceFile): string[] =>
  [...nodesOf(tree, isText)]
    .map(({ text }) => text)
    .filter(text => /\s/.test(text) && !/^\s*(?:select|insert|update|delete|with)\b/i.test(text))

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail
const isText = (node: ts.Node): node is Text =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node)

const oddWords = (file: string, text: string): string[] =>
  INSTEAD.flatMap(([odd, usual]) => {
    const [found] = odd.exec(text) ?? []
    return found === undefined ? [] : [`${file} says “${found}”: say ${usual}`]
  })
