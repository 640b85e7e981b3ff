/** On a page where files are given, one that is dropped beside the box would take the place of the page, with all that was typed on it. */
export function dropBeside(page: Document): void {
  if (!page.querySelector('input[type=file]')) return
  for (const what of ['dragover', 'drop'] as const)
    page.addEventListener(what, event => {
      const isOnBox = event.target instanceof Element && event.target.closest('input[type=file]') !== null
      if (event.dataTransfer?.types.includes('Files') && !isOnBox) event.preventDefault()
    })
}
