// Skills of people who account for money, and of those who lead and inform others.
export const financeSkills = `
[finance]
Accounting: accountancy, general accounting, accountant, financial accounting, fund accounting
Bookkeeping: book-keeping, book keeping, double-entry, double entry, journal entries, journal entry
Accounts payable: =AP, purchase ledger, invoice processing, supplier invoices, vendor invoices, invoices
Accounts receivable: =AR, sales ledger, credit control, invoicing, billing, debt collection, collections
General ledger: =GL, nominal ledger, chart of accounts, trial balance
Bank reconciliation: account reconciliation, reconciliations, reconciliation, reconciling accounts, balance sheet
  reconciliation
Month-end close: month end, month-end, monthly close, financial close, year-end close, year end, year-end, period close,
  closing the books
Financial reporting: financial statements, financial statement, statutory accounts, annual accounts, consolidation,
  management accounts, management accounting
IFRS: international financial reporting standards, hgb
US GAAP: =GAAP, uk gaap, frs 102, accounting standards
Financial analysis: financial analyst, variance analysis, ratio analysis, profitability analysis
Financial modelling: financial modeling, financial model, =DCF, valuation, valuations
Budgeting: budget preparation, budgets, financial planning, =FP&A, budgeting and forecasting
Cash flow management: cash flow, cashflow, liquidity planning, treasury, working capital
Cost accounting: cost analysis, product costing, standard costing, job costing
Payroll: payroll processing, wages, running payroll, salary administration, paye
Tax: taxation, tax returns, tax return, corporate tax, corporation tax, tax compliance, income tax, tax preparation
VAT: vat returns, value added tax, sales tax, =GST
Auditing: audit, audits, internal audit, external audit, statutory audit, auditor
Internal controls: internal control, =SOX, sarbanes-oxley, segregation of duties, control framework
QuickBooks: quick books
Xero: freeagent, myob
=Sage: sage 50, sage 200, sage accounting
SAP: sap fi, sap fico, sap s/4hana, s/4hana, sap erp
ERP systems: =ERP, netsuite, oracle financials, datev, microsoft dynamics, erp system
Credit analysis: credit risk, underwriting, loan assessment, lending, mortgage advice
Anti-money laundering: =AML, know your customer, =KYC, financial crime, fraud detection, fraud prevention
Investment management: asset management, portfolio analysis, equity research, fund management, wealth management
Insurance: claims handling, claims management, actuarial, insurance underwriting
Banking: retail banking, investment banking, corporate banking, teller
Mergers and acquisitions: =M&A, due diligence
Fixed assets: fixed asset, depreciation, asset register
Expense management: expense reports, travel expenses, expense claims
Regulatory compliance: compliance, regulatory reporting, mifid, basel iii, solvency ii, regulatory requirements
Contract law: contract drafting, legal drafting, commercial contracts, contract management
Legal research: litigation, case law, paralegal, legal advice, employment law, family law
[lead]
Team leadership: leading teams, team lead, team leader, leading a team, leadership, supervising staff, team management,
  managing a team, people management, line management, staff supervision, managing people, supervision, supervisory
Engineering management: engineering manager, technical leadership, tech lead, technical lead
Mentoring: mentorship, mentor, coaching, coaching staff, training staff, staff training, training new, on-the-job
  training, apprentices, apprentice training, precepting
Recruitment: hiring, recruiting, talent acquisition, interviewing candidates, headhunting, candidate sourcing
Human resources: =HR, hr management, employee relations, hr administration, personnel administration, onboarding,
  workday
Performance management: performance reviews, appraisals, goal setting, =OKR, =OKRs, feedback conversations
Delegation: delegating, delegate work
Strategic planning: strategy, strategic thinking, business strategy, strategy development, vision setting
Conflict resolution: conflict management, resolving conflicts, mediation
Decision making: decision-making, making decisions
Learning and development: training delivery, training programme, instructional design, training design, workshop
  facilitation
[communicate]
Communication: communication skills, written communication, verbal communication, oral communication, interpersonal
  skills, communicating, written and verbal, interpersonal
Teamwork: team player, collaboration, collaborative, working in a team, cross-functional, cross functional,
  interdisciplinary, multidisciplinary, multi-disciplinary, work in a team, team work
Stakeholder management: stakeholder engagement, managing stakeholders, stakeholder communication, stakeholders
Presenting: presentation skills, presentations, public speaking, presenting to
Technical writing: documentation, technical documentation, report writing, writing reports, writing documentation
Active listening: listening skills
Facilitation: facilitating workshops, facilitating meetings, moderation
Problem solving: problem-solving, analytical skills, analytical thinking, critical thinking, solving problems, root
  cause analysis
Attention to detail: detail-oriented, detail oriented, accuracy, eye for detail
Translation: interpreting, localisation, localization, translating
English language: english
Spanish language: spanish
German language: german
French language: french
Microsoft Office: ms office, office 365, microsoft 365, powerpoint, microsoft word, ms word, google workspace, =Outlook
Journalism: editing, proofreading, editorial, news writing
`;
