// Where the jump at the top of the page leads.
export const panelId = 'decision';
