/** Drawn for Sen on a 24 px grid, line 1.75, round ends. Always beside words: an icon alone says nothing to a screen reader. */
const drawings = {
  warn: '<path d="M12 3.5 22 20.5H2zM12 10v5M12 17.9v.1"/>',
  check: '<path d="M4.5 12.5 10 18 19.5 7"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.4v.1"/>',
  source: '<path d="M12 3l7 3v6c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM8.5 12l2.5 2.5 4.5-5"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4 21c.5-5 4-7 8-7s7.5 2 8 7"/>',
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
  forward: '<path d="M4 12h15M13 6l6 6-6 6"/>',
  back: '<path d="M20 12H5M11 6l-6 6 6 6"/>',
  download: '<path d="M12 3v12M7 10.5l5 5 5-5M4 20h16"/>',
  upload: '<path d="M12 16V4M7 8.5l5-5 5 5M4 20h16"/>',
  paper: '<path d="M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7"/>',
  pen: '<path d="M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4"/>',
  place: '<path d="M12 21c-5-5.5-7-8-7-11a7 7 0 0 1 14 0c0 3-2 5.5-7 11z"/><circle cx="12" cy="10" r="2.5"/>',
  hours: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
  card: '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="11" r="2"/><path d="M5.5 16c.5-2 5.5-2 6 0M14.5 10H18M14.5 14H18"/>',
  scan: '<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M3 12h18"/>',
  filter: '<path d="M3 5h18l-7 8v6l-4 2v-8z"/>',
  cloud: '<path d="M7 19a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.5A3.8 3.8 0 0 1 17.5 19z"/>',
  letter: '<path d="M3 6h18v12H3zM3 7l9 6 9-6"/>',
  print: '<path d="M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7z"/>',
  money: '<rect x="2.5" y="6" width="19" height="12" rx="2"/><circle cx="12" cy="12" r="3"/><path d="M6 9.5v.1M18 14.5v.1"/>',
  phone: '<path d="M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z"/>',
  leave: '<path d="M10 4H5v16h5M10 12h10M16 8l4 4-4 4"/>',
  star: '<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z"/>',
  baby: '<circle cx="12" cy="13" r="8"/><path d="M9 15.5c1.3 1.7 4.7 1.7 6 0M9 11.5h.01M15 11.5h.01M12 5c-.5-2.5 2-3 2.5-1.5"/>',
  book: '<path d="M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14c-3.5 0-6.5.5-8.5 2zM12 6.5v14"/>',
  work: '<rect x="3" y="8" width="18" height="12" rx="2"/><path d="M9 8V5h6v3M3 13h18"/>',
  rings: '<circle cx="9" cy="14" r="5.5"/><circle cx="15" cy="14" r="5.5"/><path d="M12 5l-1.5-2h3z"/>',
  home: '<path d="M3.5 11.5 12 4l8.5 7.5M6 10v10h12V10M10 20v-6h4v6"/>',
  shop: '<path d="M4.5 11.5V20h15v-8.5M3 9l2-5h14l2 5c0 3.3-4 3.3-4.5 0-.5 3.3-4 3.3-4.5 0-.5 3.3-4 3.3-4.5 0C7 12.3 3 12.3 3 9zM10 20v-5h4v5"/>',
  truck: '<path d="M2.5 6h11v11h-11zM13.5 10h4l4 4v3h-8z"/><circle cx="7" cy="18" r="2"/><circle cx="17.5" cy="18" r="2"/>',
  heart: '<path d="M12 20C6 15.5 3 12.3 3 8.8A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.8c0 3.5-3 6.7-9 11.2z"/>',
  candle: '<path d="M9 12h6v9H9zM12 12v-2M12 8.5c-2.5-1.5-1-4 0-5.5 1 1.5 2.5 4 0 5.5z"/>',
  land: '<path d="M3 8l6-3 6 3 6-3v11l-6 3-6-3-6 3zM9 5v11M15 8v11"/>',
  scales: '<path d="M12 4v16M7 20h10M5 7h14M5 7l-3 7c1 2 5 2 6 0zM19 7l-3 7c1 2 5 2 6 0z"/>',
}

export type IconName = keyof typeof drawings
export const iconNames = Object.keys(drawings) as IconName[]

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawings[name] }} />
)
