import ts from 'typescript'
import { nodesOf, onceFor, type Sources } from './sources.ts'

/** What an id is of, and the table in which such a thing is a row (docs/decisions/0035). */
export const NOUNS: Readonly<Record<string, string>> = {
  account: 'accounts',
  agency: 'rating_agencies',
  agencyLink: 'agency_links',
  batch: 'extension_batches',
  chase: 'chases',
  codingBatch: 'coding_batches',
  chosenOver: 'chosen_over',
  comment: 'comments',
  commentCode: 'comment_codes',
  commentTheme: 'comment_themes',
  contact: 'contacts',
  contributor: 'contributors',
  establishment: 'establishments',
  event: 'events',
  evidence: 'evidence',
  exercise: 'standard_exercises',
  export: 'exports',
  extension: 'extensions',
  filledWorkbook: 'filled_workbooks',
  finding: 'findings',
  action: 'actions',
  actionLead: 'action_leads',
  actionProgress: 'action_progress',
  actionLink: 'action_links',
  plan: 'plans',
  planNote: 'action_plan_notes',
  planPart: 'plan_parts',
  planPlace: 'plan_places',
  groupTable: 'group_tables',
  planMeasure: 'plan_measures',
  planMeasureValue: 'plan_measure_values',
  planVersion: 'plan_versions',
  sheetImport: 'sheet_imports',
  import: 'register_imports',
  feedback: 'feedback',
  feedbackWords: 'feedback_words',
  given: 'given_figures',
  invitation: 'invitations',
  member: 'dip_sample_members',
  message: 'messages',
  partnership: 'partnerships',
  publication: 'publications',
  quotation: 'quotations',
  report: 'reports',
  reply: 'feedback_replies',
  request: 'requests',
  return: 'returns',
  review: 'reviews',
  visit: 'visits',
  interest: 'conflicts_of_interest',
  round: 'rounds',
  run: 'job_runs',
  sample: 'dip_samples',
  set: 'standard_sets',
  signatureCode: 'signature_codes',
  signInLink: 'sign_in_links',
  standard: 'standards',
  theme: 'themes',
  verdict: 'verdicts',
  version: 'questionnaire_versions',
}

/** Where a plain number is taken for an id, and why: what comes from elsewhere comes through these. */
const DOORS: Readonly<Record<string, string>> = {
  'src/platform/id.ts': 'the door itself',
  'src/platform/forms/fields.ts': 'ids in a form, an address or a path',
  'src/features/findings/finding.ts': 'a finding is counted before it has an id',
  'src/features/sampling/requestActions.ts': 'a letter is shown before its link has an id',
}

/** What is wrong with ids: plain numbers, nouns that do not fit the name or that nobody knows, and numbers taken for ids elsewhere. */
export const idFaults = (sources: Sources): string[] => {
  const found = [...sources].map(([file, tree]) => ({ file, ...idsOf(tree) }))
  const nouns = new Set(found.flatMap(({ nouns: used }) => used))
  return [
    ...found.flatMap(({ file, faults }) => faults.map(fault => `${file} ${fault}`)),
    ...found
      .filter(({ file, takesNumbers }) => takesNumbers && DOORS[file] === undefined)
      .map(({ file }) => `${file} takes a number for an id: read it with idParam, idField, idsIn or idSchema`),
    ...Object.keys(DOORS)
      .filter(door => !found.some(({ file, takesNumbers }) => takesNumbers && file === door))
      .map(door => `DOORS of scripts/guards/ids.ts names ${door}, which takes no number for an id: take it out`),
    ...[...nouns].filter(noun => NOUNS[noun] === undefined).map(noun => `NOUNS of scripts/guards/ids.ts does not say what a ${noun} is`),
    ...Object.keys(NOUNS)
      .filter(noun => !nouns.has(noun))
      .map(noun => `NOUNS of scripts/guards/ids.ts says what a ${noun} is, of which there is no id: take it out`),
  ]
}

const idsOf = onceFor((tree): { faults: string[]; nouns: string[]; takesNumbers: boolean } => ({
  faults: [...nodesOf(tree, isNamed)].flatMap(node => {
    const name = node.name.getText()
    const says = SAYS_ID.test(name) ? faultOf(name, node) : undefined
    return says === undefined ? [] : [`${name}: ${says}`]
  }),
  nouns: [...nodesOf(tree, ts.isTypeReferenceNode)].flatMap(nounOf),
  takesNumbers:
    [...nodesOf(tree, ts.isIdentifier)].some(({ text }) => text === 'asId') ||
    [...nodesOf(tree, ts.isAsExpression)].some(({ type }) => /\bId</.test(type.getText())),
}))

/** `roundId`, `returnIds`, `id`: what is called so is an id, or several. */
const SAYS_ID = /^#?(ids?|\w*[a-z\d](Ids?|_ids?))$/

type Named = ts.ParameterDeclaration | ts.PropertySignature | ts.PropertyDeclaration | ts.VariableDeclaration | ts.PropertyAssignment
const isNamed = (node: ts.Node): node is Named =>
  ts.isParameter(node) ||
  ts.isPropertySignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isVariableDeclaration(node) ||
  ts.isPropertyAssignment(node)

function faultOf(name: string, node: Named): string | undefined {
  if (ts.isPropertyAssignment(node))
    return /\bz\.(coerce\.)?(number|int)\(/.test(node.initializer.getText()) ? 'a number: read it with idSchema or idField' : undefined
  if (!node.type) return undefined
  if (holdsNumber(node.type)) return `${node.type.getText()}: say of what, as Id<'round'> does`
  const odd = [...nodesOf(node.type, ts.isTypeReferenceNode)].flatMap(nounOf).find(noun => !fits(noun, name))
  return odd === undefined ? undefined : `Id<'${odd}'>: the name says otherwise`
}

/** Whether a plain number stands in a type, alone, in a list or beside null; what is inside an object has its own name. */
function holdsNumber(type: ts.TypeNode): boolean {
  if (type.kind === ts.SyntaxKind.NumberKeyword) return true
  if (ts.isUnionTypeNode(type)) return type.types.some(holdsNumber)
  if (ts.isArrayTypeNode(type)) return holdsNumber(type.elementType)
  if (ts.isTypeOperatorNode(type) || ts.isParenthesizedTypeNode(type)) return holdsNumber(type.type)
  return (
    ts.isTypeReferenceNode(type) && /^(Readonly)?(Array|Set)$/.test(type.typeName.getText()) && (type.typeArguments ?? []).some(holdsNumber)
  )
}

/** The noun of `Id<'round'>`; none of a type that leaves it open. */
function nounOf({ typeName, typeArguments }: ts.TypeReferenceNode): string[] {
  const [of] = typeName.getText() === 'Id' ? (typeArguments ?? []) : []
  return of && ts.isLiteralTypeNode(of) && ts.isStringLiteral(of.literal) ? [of.literal.text] : []
}

/** `questionnaireVersionId` is of a version, and `linkId` may be of a sign-in link; `id` says nothing. */
function fits(noun: string, name: string): boolean {
  const said = name
    .replace(/(Ids?|_ids?|ids?)$/, '')
    .replaceAll('_', '')
    .toLowerCase()
  return said.endsWith(noun.toLowerCase()) || noun.toLowerCase().endsWith(said)
}

/**
 * What is wrong with the type that is declared for a column, where it is known whether that holds ids.
 *
 * @param of the table whose ids stand in the column; null when it holds something else
 */
export function idFault(declared: ts.Type, of: string | null, checker: ts.TypeChecker): string | undefined {
  const noun = nounBehind(declared, checker)
  if (of === null) return noun === undefined ? undefined : 'which is no id'
  if (noun === undefined) return declared.flags & ts.TypeFlags.NumberLike ? `but it is the id of a row of ${of}` : undefined
  return NOUNS[noun] === of ? undefined : `but it is the id of a row of ${of}`
}

/** The noun of an id behind a type: the one word that its brand holds. */
function nounBehind(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  if (!type.isIntersection()) return undefined
  const [brand] = type.types.filter(part => part.flags & ts.TypeFlags.Object).flatMap(part => checker.getPropertiesOfType(part))
  const held = brand && checker.getTypeOfSymbol(brand)
  return held?.isStringLiteral() ? held.value : undefined
}
