// Skills of people who keep systems, projects and organisations running.
export const operationsSkills = `
[operate]
AWS: amazon web services, =EC2, =S3
Azure: microsoft azure
Google Cloud: gcp, google cloud platform
Cloud computing: cloud infrastructure, cloud services, cloud platforms
Docker: containers, containerisation, containerization, podman
Kubernetes: k8s, openshift, =EKS, =GKE, =AKS, =Helm
Terraform: pulumi, cloudformation, infrastructure as code, =IaC
Ansible: puppet, saltstack, configuration management
CI/CD: ci cd, continuous integration, continuous delivery, continuous deployment, build pipeline, deployment pipeline,
  github actions, gitlab ci
Jenkins: circleci, teamcity, azure devops
DevOps: dev ops, platform engineering
Site reliability engineering: site reliability, =SRE, =SLO, =SLOs, error budget
Observability: prometheus, grafana, datadog, new relic, opentelemetry, distributed tracing, system monitoring,
  monitoring and alerting
Incident management: incident response, on-call, on call, oncall, postmortem, post-mortem, major incident
Linux: ubuntu, debian, red hat, rhel, unix, linux administration
Windows Server: windows administration, group policy
Networking: tcp/ip, dns, vpn, routing and switching, cisco, network administration, ccna
Virtualisation: virtualization, vmware, hyper-v, proxmox
Database administration: =DBA, database administrator, backup and recovery, database migration
Disaster recovery: business continuity, backup strategy
IT support: help desk, helpdesk, service desk, desktop support, technical support, second-line support, first-line
  support
ITIL: it service management, itsm, servicenow
Release management: release engineering, feature flag, blue-green deployment, zero-downtime
System administration: systems administration, sysadmin, systems administrator
[deliver]
Project management: project manager, project planning, project delivery, prince2, =PMP, ms project, gantt
Programme management: program management, portfolio management
Agile: agile methodology, agile methods, agile delivery, agile development
Scrum: scrum master, sprint planning, kanban
Jira: confluence, trello, asana
Product management: product manager, product owner, product ownership, product strategy, product discovery
Roadmapping: product roadmap, roadmap
Backlog management: user stories, user story, backlog refinement, prioritisation, prioritization
Requirements analysis: requirements gathering, requirements engineering, requirements elicitation, business requirements
Business analysis: business analyst, process mapping, gap analysis, bpmn
User research: ux research, usability testing, user interviews, usability
UX design: user experience, =UX, interaction design, wireframing, wireframes, prototyping
UI design: user interface design, =UI, visual design, design system, design systems
Figma: adobe xd, invision, sketchapp
Graphic design: photoshop, illustrator, indesign, adobe creative suite, adobe creative cloud
Process improvement: continuous improvement, kaizen, process optimisation, process optimization, operational excellence
Lean: lean manufacturing, six sigma, lean six sigma, 5s
Change management: organisational change, organizational change, change control
Risk management: risk assessment, risk analysis, risk register
Budget management: budget control, managing budgets, cost control, budget responsibility, p&l, p&l responsibility
Operations management: operations manager, business operations, daily operations, store operations, facility management,
  facilities management
Vendor management: supplier management, supplier relations, third-party management, outsourcing
Event management: event planning, event coordination
Office administration: administrative support, office management, diary management, calendar management, travel booking,
  minute taking, secretarial
Scheduling: rota planning, shift planning, rostering, workforce planning, appointment scheduling, capacity planning
Time management: meeting deadlines, prioritising work, organisational skills, organizational skills, multitasking,
  multi-tasking
Manufacturing: production planning, assembly line, mass production, production line
`;
