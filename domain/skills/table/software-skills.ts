// Skills of people who write software: languages, frameworks, practices, architecture.
export const softwareSkills = `
[build]
TypeScript: type script, =TS
JavaScript: java script, ecmascript, es6, =JS
Node.js: nodejs, node js, =Node
Deno
Python: python3, python 3
Django
=Flask: python flask
FastAPI: fast api
Java: java 8, java 17, java 21, jdk, jvm
Spring Boot: springboot, spring framework, spring mvc, =Spring
Kotlin
Scala
C#: c sharp, csharp
.NET: dotnet, dot net, .net core, asp.net, asp.net core, =NET Core
C++: cpp, c plus plus
=C: c language, ansi c, embedded c, c programming
=Go: golang, go lang, go language
=Rust: rust lang, rust language
Ruby
Ruby on Rails: rails, ror
PHP
Laravel
Symfony
=Swift: swiftui, swift ui, swift language
Objective-C: objective c, obj-c
=Dart: dart language
Flutter
Elixir: phoenix framework
Erlang
Haskell
Clojure
Perl
=Lua
Solidity: smart contract
COBOL
Assembly language: assembler
Shell scripting: bash, shell script, bash scripting, zsh
PowerShell: power shell
=React: reactjs, react.js, react js
React Native
Next.js: nextjs
Vue.js: vue, vuejs, nuxt, nuxt.js
Angular: angularjs, angular.js
Svelte: sveltekit
Express.js: expressjs, =Express
NestJS: nest.js
HTML: html5
CSS: css3, sass, scss, tailwind, tailwind css
Redux
GraphQL: graph ql
REST APIs: rest api, restful, restful api, rest services, http api, web api, =REST
gRPC: protobuf, protocol buffers
WebSockets: web socket
WebAssembly: wasm
iOS development: =iOS, ios app
Android development: android, jetpack compose
Embedded systems: embedded software, firmware, microcontroller, rtos
Front-end development: frontend, front end, frontend development, web frontend
Back-end development: backend, back end, backend development, server-side
Full-stack development: full stack, fullstack
Web development: web application, web app
Mobile development: mobile app, mobile application
Game development: unity3d, unreal engine, game engine
Asynchronous programming: async, async/await, asynchronous, async programming, event loop
Concurrency: concurrent, concurrent programming, multithreading, multi-threading, multithreaded, parallel programming,
  concurrency patterns
Object-oriented programming: object oriented, object orientation, =OOP
Functional programming
Data structures: data structures and algorithms, algorithms
Design patterns: software patterns
Refactoring: clean code, technical debt, tech debt, legacy code
Git: github, gitlab, bitbucket, version control, source control
Code review: peer review of code, pull request
Debugging: troubleshooting code, fault finding in code
Software development: software engineering, programming, coding, software developer
API design: api development, designing api
Low-code development: low code, no code, no-code, power apps, power automate
Accessibility: wcag, a11y, web accessibility
Compilers: compiler, parser
[design]
System design: systems design, designing systems, solution design, technical design
Software architecture: solution architecture, system architecture, systems architecture, architecture patterns,
  architectural patterns, enterprise architecture
Distributed systems: distributed system, distributed computing, distributed architecture
Microservices: micro services, micro-service architecture, service-oriented architecture, =SOA
Event-driven architecture: event driven, event sourcing, cqrs
Domain-driven design: domain driven design, =DDD
Scalability: scalable, scaling systems, high-scale, horizontal scaling, large-scale systems, high throughput
High availability: highly available, fault tolerance, fault-tolerant, resilience engineering
Caching: cache invalidation, memcached
Message queues: message queue, message broker, messaging systems, pub/sub, pubsub, event streaming
Kafka: apache kafka
RabbitMQ: rabbit mq, activemq
Consensus algorithms: raft, paxos, consensus protocol
Performance engineering: performance tuning, performance optimisation, performance optimization, low latency, latency
  optimisation, profiling
Cloud architecture: cloud native, cloud-native, cloud design
Serverless: aws lambda, cloud functions, azure functions, faas
Workflow orchestration: temporal workflows, durable execution, workflow engine
[quality]
Software testing: unit testing, unit test, integration test, integration testing, automated testing, test automation,
  automated test, end-to-end testing, regression testing
Test-driven development: test driven development, =TDD, =BDD, behaviour-driven development
Quality assurance: =QA, quality control, =QC, quality management, quality inspection
Selenium: webdriver
=Cypress: playwright, puppeteer
=Jest: vitest, mocha, junit, pytest
Load testing: performance testing, stress testing, jmeter, =k6
Test planning: test plan, test case, test strategy, exploratory testing, manual testing
[secure]
Information security: cyber security, cybersecurity, infosec, it security
Application security: appsec, owasp, secure coding, secure development
Penetration testing: pen testing, pentest, ethical hacking, red team
Threat modelling: threat modeling, threat model
Identity and access management: =IAM, oauth, oauth2, openid connect, single sign-on, =SSO, active directory
Cryptography: encryption, =TLS, =PKI
Security monitoring: siem, splunk, security operations, threat detection
Vulnerability management: vulnerability scanning, patch management
ISO 27001: iso27001, soc 2, soc2
Network security: firewalls, firewall
`;
