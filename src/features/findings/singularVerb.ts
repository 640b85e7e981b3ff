const IRREGULAR: Record<string, string> = {
  have: 'has',
  are: 'is',
  were: 'was',
  do: 'does',
  go: 'goes',
  "don't": "doesn't",
  'don’t': 'doesn’t',
}

/** Words that stand before a verb and do not change with it, and verbs that have one form. */
const BEFORE_VERB = new Set(['not', 'also', 'always', 'never', 'often', 'now', 'only', 'still', 'already', 'all', 'each'])

const ONE_FORM = new Set([
  'gave',
  'made',
  'sent',
  'said',
  'took',
  'kept',
  'found',
  'told',
  'held',
  'met',
  'wrote',
  'put',
  'ran',
  'began',
  'can',
  'cannot',
  'could',
  'may',
  'might',
  'must',
  'should',
  'will',
  'would',
  'had',
  'did',
  'was',
])

/** "have a policy" as it is said of one: "has a policy". The first word that can be a verb changes; the author sees the result before saving. */
export function singularVerb(statement: string): string {
  const words = statement.trim().split(' ')
  const at = words.findIndex(word => !BEFORE_VERB.has(word.toLowerCase()) && !/ly$/i.test(word))
  const verb = words[at]
  if (!verb || ONE_FORM.has(verb.toLowerCase()) || /[^e]ed$/i.test(verb)) return statement.trim()
  return [...words.slice(0, at), IRREGULAR[verb.toLowerCase()] ?? regular(verb), ...words.slice(at + 1)].join(' ')
}

function regular(verb: string): string {
  if (/[^aeiou]y$/i.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(s|sh|ch|x|z|o)$/i.test(verb) ? `${verb}es` : `${verb}s`
}
