// Skills of people who win, serve and supply customers: sales, marketing, retail, hospitality, logistics.
export const commercialSkills = `
[sell]
B2B sales: b2b, business-to-business sales, corporate sales
B2C sales: b2c, direct sales, door-to-door sales
SaaS sales: software sales, selling saas, saas
Enterprise sales: enterprise deal, enterprise accounts, complex sales
Solution selling: consultative selling, consultative sales, value selling, challenger sale, spin selling, meddic,
  meddpicc
Prospecting: lead generation, outbound sales, sales development, new business, business development, new business
  development
Cold calling: cold call, telesales, telemarketing, outbound calls, cold outreach
Lead qualification: qualifying leads, bant, discovery calls, discovery call
Pipeline management: sales pipeline, sales forecasting, sales forecast, pipeline generation
Account management: key account, key account management, account manager, strategic accounts, client relationship,
  relationship management
Negotiation: negotiating, contract negotiation, price negotiation
Closing: closing deals, closing sales, deal closing, closing techniques
Quota attainment: quota, sales target, sales targets, meeting targets, revenue target, quota-carrying
Upselling: cross-selling, cross selling, upsell, up-selling, add-on sales
Objection handling: handling objections, customer objections
Product demonstration: product demo, product demos, sales demo, presales, pre-sales, sales engineering
Proposal writing: rfp, tender, tenders, bid management, bid writing, quotation
CRM: customer relationship management, hubspot, pipedrive, zoho, dynamics 365
Salesforce: sales cloud, salesforce crm
Channel sales: partner sales, reseller, distributor management, partner management
Territory management: territory planning, field sales, outside sales, sales territory
Sales: selling, sales experience, salesperson, sales process, sales techniques
Contract renewals: renewals, customer retention, churn reduction
Real estate sales: real estate, property sales, estate agency, lettings
[market]
Digital marketing: online marketing, performance marketing, growth marketing
Content marketing: content strategy, content creation, copywriting, blogging, storytelling
SEO: search engine optimisation, search engine optimization, keyword research
Paid advertising: google ads, adwords, =PPC, paid search, facebook ads, paid social, =SEM
Email marketing: e-mail marketing, mailchimp, newsletter, marketing automation, marketo
Social media management: social media, community management, social media marketing
Brand management: branding, brand strategy, brand awareness
Market research: competitor analysis, competitive analysis, market analysis, customer segmentation
Campaign management: campaign planning, marketing campaign, campaigns
Public relations: media relations, press releases, corporate communications
Product marketing: go-to-market, go to market, product launch, positioning
Conversion optimisation: conversion rate optimisation, conversion rate optimization, =CRO, landing page
[serve]
Customer service: customer care, client service, customer support, guest service, guest services, customer experience,
  customer assistance, serving customers, helping customers, assisting customers, customer-facing, customer facing
Complaint handling: handling complaints, customer complaints, complaint resolution, difficult customers, complaints,
  conflict de-escalation, de-escalation
Cash handling: handling cash, cash register, till operation, operating a till, cashing up, cashier, tills, cash and card
  payments, cash management
Point-of-sale systems: point of sale, =POS, =EPOS, pos system, epos system, =Square
Retail sales: retail, shop floor, sales floor, store sales, in-store sales, sales assistant, sales associate
Product knowledge: product advice, advising customers, product recommendations
Visual merchandising: merchandising, window display, planogram, product display, displays
Returns and refunds: returns, refunds, exchanges
Loss prevention: shrinkage, theft prevention, shoplifting
Call centre work: call center, call centre, contact centre, contact center, inbound calls, telephone support
Zendesk: freshdesk, intercom, ticketing system, ticket handling
Live chat support: live chat, chat support, e-mail support, email support
Customer success: customer onboarding, client onboarding, customer success management
Reception: front desk, front of house, receptionist, switchboard, visitor management
Waiting tables: table service, waiter, waitress, food service, serving food
Bartending: bar work, barista, mixology, cocktail
Hospitality: hotel operations, hotel, restaurant, catering, housekeeping
Cooking: food preparation, kitchen work, menu planning, line cook, culinary, baking
Personal shopping: clienteling, styling advice
Beauty and hair: hairdressing, beauty therapy, barbering, cosmetology
[stock]
Inventory management: stock management, stock control, inventory control, stock taking, stocktaking, stock take, stock
  count, inventory, stock rotation, stock replenishment, replenishment, restocking, shelf stacking
Warehouse operations: warehouse, warehousing, warehouse management, order picking, pick and pack, picking and packing,
  goods in, goods receipt
Forklift operation: forklift, fork lift, forklift driving, reach truck, pallet truck
Logistics: transport planning, freight, shipping, dispatch, distribution, customs clearance, incoterms
Supply chain management: supply chain, supply planning, demand planning, =S&OP
Procurement: purchasing, sourcing, strategic sourcing, buying, category management, supplier negotiation
Driving: delivery driving, van driver, =HGV, =CDL, truck driving, route planning, last-mile delivery
SAP MM: sap wm, sap ewm, warehouse management system, =WMS
Order processing: order fulfilment, order fulfillment, order management
E-commerce: ecommerce, online shop, shopify, magento, woocommerce, online store, marketplace management
Fleet management: fleet, vehicle tracking
`;
