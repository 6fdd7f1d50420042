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
  const modeler = kind === 'bpmn' ? new window.BpmnJS({ container: place, moddleExtensions: { sen } }) : new window.DmnJS({ container: place })
  const say = (what) => { said.textContent = what }
  let changed = false

  // The modeller measures the room it has: it must be there before anything is drawn.
  place.hidden = false
  modeler.importXML(xml.value).then(() => {
    document.querySelectorAll('[data-draw-instead]').forEach((it) => { it.hidden = true })
    if (kind !== 'bpmn') return
    modeler.get('canvas').zoom('fit-viewport')
    modeler.on('commandStack.changed', () => { changed = true })
    for (const id of JSON.parse(place.dataset.wrong)) if (modeler.get('elementRegistry').get(id)) modeler.get('canvas').addMarker(id, 'sen-wrong')
    words.fields && panel()
  }).catch((error) => { place.hidden = true; say(`${words.notRead} ${error.message}`) })

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

  const written = () => modeler.saveXML({ format: true }).then((it) => it.xml)
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
