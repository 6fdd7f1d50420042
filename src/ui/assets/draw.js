// An island because nobody can draw without a hand on the drawing. It puts the modeller of bpmn-js or dmn-js over the page's own picture;
// without it the page keeps its file to fetch, to change in any modeller, and to send back.
(() => {
  const place = document.querySelector('[data-draw]')
  if (!place) return
  const xml = document.querySelector('[data-draw-xml]')
  const said = document.querySelector('[data-draw-said]')
  const words = JSON.parse(place.dataset.words)
  const kind = place.dataset.draw
  // Our own words in a flow, so that the modeller keeps them as what they are.
  const text = (name) => ({ name, isAttr: true, type: 'String' })
  const sen = {
    name: 'Sen', prefix: 'sen', uri: 'urn:sen:flow:1', xml: { tagAlias: 'lowerCase' },
    types: [{ name: 'Words', extends: ['bpmn:BaseElement'], properties: ['en', 'version', 'validFrom', 'reads', 'step', 'act', 'unit', 'within', 'backTo', 'skip', 'takeOver', 'calendar'].map(text) }],
  }
  const modeler = kind === 'bpmn' ? new window.BpmnJS({ container: place, moddleExtensions: { sen } }) : new window.DmnJS({ container: place, ...inOurWords() })
  const say = (what) => { said.textContent = what }
  let changed = false

  // The modeller measures the room it has: it must be there before anything is drawn.
  place.hidden = false
  modeler.importXML(xml.value, ...(kind === 'dmn' ? [{ open: false }] : [])).then(() => {
    document.querySelectorAll('[data-draw-instead]').forEach((it) => { it.hidden = true })
    if (kind === 'dmn') return tables()
    modeler.get('canvas').zoom('fit-viewport')
    modeler.on('commandStack.changed', () => { changed = true })
    for (const id of JSON.parse(place.dataset.wrong)) if (modeler.get('elementRegistry').get(id)) modeler.get('canvas').addMarker(id, 'sen-wrong')
    words.fields && panel()
  }).catch((error) => { place.hidden = true; say(`${words.notRead} ${error.message}`) })

  /** The modeller of decisions speaks the reader's language where we have its words. */
  function inOurWords() {
    const translate = (template, replacements = {}) => (words.say[template] || template).replace(/{([^}]+)}/g, (_, key) => replacements[key] ?? `{${key}}`)
    const view = { additionalModules: [{ translate: ['value', translate] }] }
    return { drd: view, decisionTable: view, literalExpression: view, boxedExpression: view }
  }

  /** Every rule of every table, with what is noted beside it: the modeller keeps notes as the rule's description, the files as annotations. */
  function noted(change) {
    for (const { decisionLogic } of modeler.getDefinitions().drgElement || []) for (const rule of decisionLogic?.rule || []) change(rule)
  }

  /** A button for each decision of the file; one with a fault is opened, or the first that is a table, because that is what people come for. */
  function tables() {
    noted((rule) => { rule.description ||= (rule.annotationEntry || []).map((it) => it.text).filter(Boolean).join('; ') || undefined })
    const box = document.querySelector('[data-draw-views]')
    const views = modeler.getViews()
    const open = (view) => modeler.open(view).then(() => {
      for (const button of box.children) button.setAttribute('aria-pressed', String(button.view === view))
      // The corner above the numbers of the rules is no heading.
      place.querySelector('th.index-column')?.setAttribute('role', 'cell')
      modeler.getActiveViewer()?.on('commandStack.changed', () => { changed = true })
    })
    for (const view of views) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button second'
      button.textContent = view.type === 'drd' ? words.say['View DRD'] || 'DRD' : words.names[view.name] || view.name
      button.view = view
      button.addEventListener('click', () => open(view))
      box.append(button)
    }
    box.hidden = false
    box.setAttribute('role', 'group')
    box.setAttribute('aria-label', words.views)
    const wrong = JSON.parse(place.dataset.wrong)
    const faulty = ({ element }) => [element, ...(element.decisionLogic?.rule || []).flatMap((it) => [it, ...it.inputEntry, ...it.outputEntry])].some((it) => wrong.includes(it.id))
    return open(views.find(faulty) || views.find((it) => it.type === 'decisionTable') || views[0])
  }

  /** What our words say of the task that is chosen, to be changed beside the drawing. */
  function panel() {
    const box = document.querySelector('[data-draw-panel]')
    const show = (element) => {
      box.replaceChildren()
      if (!element || element.type !== 'bpmn:UserTask') { box.hidden = true; return }
      box.hidden = false
      const title = document.createElement('h3')
      title.textContent = element.businessObject.name || element.id
      box.append(title)
      for (const [name, label, hint] of words.fields) {
        const line = document.createElement('label')
        const field = document.createElement('input')
        field.value = element.businessObject.get(`sen:${name}`) || ''
        field.placeholder = hint
        field.addEventListener('change', () => modeler.get('modeling').updateProperties(element, { [`sen:${name}`]: field.value.trim() || undefined }))
        line.append(label, field)
        box.append(line)
      }
    }
    modeler.on('selection.changed', ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : undefined))
  }

  const save = () => modeler.saveXML({ format: true }).then((it) => it.xml)
  function written() {
    if (kind === 'bpmn') return save()
    const notes = new Map()
    noted((rule) => {
      notes.set(rule, rule.description)
      rule.annotationEntry = rule.description ? [rule.$model.create('dmn:RuleAnnotation', { text: rule.description })] : []
      rule.description = undefined
    })
    return save().finally(() => notes.forEach((note, rule) => { rule.description = note }))
  }
  // What is sent is what is drawn now.
  xml.form?.addEventListener('submit', (e) => {
    if (place.hidden || xml.form.dataset.ready) return
    e.preventDefault()
    // Afterwards, not within: a form that is just being sent is not sent a second time.
    written().then((it) => { xml.value = it; changed = false; xml.form.dataset.ready = 'yes'; setTimeout(() => xml.form.requestSubmit(e.submitter)) }, (error) => say(error.message))
  })
  document.querySelectorAll('[data-draw-file]').forEach((link) => {
    link.hidden = false
    link.addEventListener('click', () => written().then((it) => {
      const file = document.createElement('a')
      file.href = URL.createObjectURL(new Blob([it], { type: 'application/xml' }))
      file.download = link.dataset.drawFile
      file.click()
      changed = false
    }, (error) => say(error.message)))
  })
  addEventListener('beforeunload', (e) => { if (changed) e.preventDefault() })
})()
