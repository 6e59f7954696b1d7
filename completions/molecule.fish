# fish completion for molecule. Generated from the command tree: do not edit.

# Answers what may stand at a place: prints a kind and its words, one a line, or returns 1.
function __molecule_table
    switch $argv[1]
        case '@' \
                'admin-token@' \
                'admin-token generate@' \
                'admin-token generate@--bytes' \
                'admin-token generate@--save' \
                'admin-token generate@--origin' \
                'admin-token verify@' \
                'admin-token verify@--from-env' \
                'admin-token verify@--wait' \
                'admin-token rotate@' \
                'admin-token rotate@--wait' \
                'admin-token rotate@--pass-env' \
                'admin-token rotate@--bytes' \
                'workspaces@' \
                'workspaces list@' \
                'workspaces get@' \
                'workspaces create@' \
                'workspaces create@--runtime' \
                'workspaces create@--model' \
                'workspaces create@--template' \
                'workspaces create@--role' \
                'workspaces create@--tier' \
                'workspaces create@--url' \
                'workspaces create@--budget' \
                'workspaces create@--save' \
                'workspaces create@--wait' \
                'workspaces create@1' \
                'workspaces delete@' \
                'workspaces delete@--confirm' \
                'workspaces delete@--name' \
                'workspaces delete@--runtime' \
                'workspaces delete@--concurrency' \
                'workspaces pause@' \
                'workspaces pause@--wait' \
                'workspaces pause@--name' \
                'workspaces pause@--runtime' \
                'workspaces pause@--concurrency' \
                'workspaces resume@' \
                'workspaces resume@--wait' \
                'workspaces resume@--name' \
                'workspaces resume@--runtime' \
                'workspaces resume@--concurrency' \
                'workspaces restart@' \
                'workspaces restart@--wait' \
                'workspaces restart@--name' \
                'workspaces restart@--runtime' \
                'workspaces restart@--concurrency' \
                'workspaces hibernate@' \
                'workspaces hibernate@--name' \
                'workspaces hibernate@--runtime' \
                'workspaces hibernate@--concurrency' \
                'workspaces terminate@' \
                'workspaces terminate@--name' \
                'workspaces terminate@--runtime' \
                'workspaces terminate@--concurrency' \
                'workspaces wait@' \
                'workspaces wait@--wait' \
                'workspaces watch@' \
                'workspaces watch@--name' \
                'workspaces watch@--runtime' \
                'workspaces watch@--interval' \
                'workspaces watch@--stop-after' \
                'workspaces tokens@' \
                'workspaces tokens list@' \
                'workspaces tokens mint@' \
                'workspaces tokens mint@--save' \
                'workspaces tokens revoke@' \
                'workspaces tokens revoke@--name' \
                'workspaces tokens revoke@--runtime' \
                'workspaces tokens revoke@--concurrency' \
                'workspaces tokens revoke@+' \
                'workspaces budget@' \
                'workspaces budget get@' \
                'workspaces budget set@' \
                'workspaces budget set@--hourly' \
                'workspaces budget set@--daily' \
                'workspaces budget set@--weekly' \
                'workspaces budget set@--monthly' \
                'workspaces budget set@--usd' \
                'workspaces billing-mode@' \
                'workspaces billing-mode get@' \
                'workspaces billing-mode set@' \
                'secrets@' \
                'secrets list@' \
                'secrets set@' \
                'secrets set@--from-env' \
                'secrets set@1' \
                'secrets unset@' \
                'secrets unset@1' \
                'secrets import@' \
                'secrets import@--only' \
                'secrets rotate@' \
                'secrets rotate@--setting' \
                'secrets rotate@--wait' \
                'secrets rotate@--pass-env' \
                'secrets rotate@--affirm' \
                'secrets rotate@--reason' \
                'secrets rotate@--tenants' \
                'secrets rotate@--confirm' \
                'secrets rotate@--old-id' \
                'secrets rotate@--verify-provision' \
                'secrets rotate@--from-env' \
                'secrets map@' \
                'secrets runbook@' \
                'secrets runbook list@' \
                'secrets runbook show@' \
                'secrets runbook show@--setting' \
                'secrets runbook check@' \
                'org@' \
                'org tokens@' \
                'org tokens list@' \
                'org tokens mint@' \
                'org tokens mint@--name' \
                'org tokens mint@--save' \
                'org tokens mint@--github-output' \
                'org tokens mint@--pass-env' \
                'org tokens revoke@' \
                'org tokens rotate@' \
                'org tokens rotate@--save' \
                'org tokens rotate@--pass-env' \
                'org tokens prune@' \
                'org tokens prune@--unused-for' \
                'org templates@' \
                'org import@' \
                'org import@--dir' \
                'templates@' \
                'templates list@' \
                'templates import@' \
                'templates import@1' \
                'bundles@' \
                'bundles export@' \
                'bundles import@' \
                'orgs@' \
                'orgs list@' \
                'orgs get@' \
                'orgs get@1' \
                'orgs create@' \
                'orgs create@--name' \
                'orgs create@--deadline' \
                'orgs create@1' \
                'orgs status@' \
                'orgs status@--deadline' \
                'orgs status@1' \
                'orgs instance@' \
                'orgs instance@1' \
                'orgs export@' \
                'orgs export@1' \
                'orgs delete@' \
                'orgs delete@--confirm' \
                'orgs delete@1' \
                'billing@' \
                'billing invoices@' \
                'billing checkout@' \
                'billing checkout@1' \
                'billing portal@' \
                'billing portal@1' \
                'billing top-up@' \
                'billing top-up@--credits' \
                'billing top-up@1' \
                'tenants@' \
                'tenants list@' \
                'tenants list@--limit' \
                'tenants create@' \
                'tenants create@--name' \
                'tenants create@--owner' \
                'tenants create@1' \
                'tenants delete@' \
                'tenants delete@--confirm' \
                'tenants delete@--deadline' \
                'tenants delete@1' \
                'tenants scrub@' \
                'tenants scrub@--confirm' \
                'tenants scrub@1' \
                'tenants diagnostics@' \
                'tenants diagnostics@1' \
                'tenants redeploy@' \
                'tenants redeploy@1' \
                'tenants redeploy-fleet@' \
                'tenants redeploy-fleet@--tag' \
                'tenants redeploy-fleet@--canary' \
                'tenants redeploy-fleet@--soak' \
                'tenants redeploy-fleet@--batch-size' \
                'tenants redeploy-fleet@--confirm' \
                'tenants admin-token@' \
                'tenants admin-token@--save' \
                'tenants admin-token@--origin' \
                'tenants admin-token@1' \
                'tenants workspaces@' \
                'tenants workspaces@1' \
                'tenants env@' \
                'tenants env set@' \
                'tenants env set@1' \
                'tenants env set@+' \
                'tenants billing-mode@' \
                'tenants billing-mode get@' \
                'tenants billing-mode get@--org' \
                'tenants billing-mode get@1' \
                'tenants billing-mode set@' \
                'tenants billing-mode set@--org' \
                'tenants billing-mode set@1' \
                'pins@' \
                'pins thin-ami@' \
                'pins thin-ami list@' \
                'pins thin-ami promote@' \
                'pins thin-ami promote@--runtime' \
                'pins thin-ami promote@--region' \
                'pins thin-ami promote@--ami' \
                'pins runtime-image@' \
                'pins runtime-image list@' \
                'pins runtime-image promote@' \
                'pins runtime-image promote@--runtime' \
                'pins runtime-image promote@--image' \
                'instances@' \
                'instances provision@' \
                'instances provision@--org' \
                'instances provision@--runtime' \
                'instances provision@--platform-url' \
                'instances provision@--tier' \
                'instances provision@--instance-type' \
                'instances provision@--disk' \
                'instances provision@1' \
                'instances status@' \
                'instances status@--instance' \
                'instances status@1' \
                'instances deprovision@' \
                'instances deprovision@--instance' \
                'instances deprovision@--confirm' \
                'instances deprovision@1' \
                'moltnet@' \
                'moltnet init@' \
                'moltnet init@--host' \
                'moltnet init@--network' \
                'moltnet init@--agent' \
                'moltnet check@' \
                'moltnet tokens@' \
                'moltnet tokens list@' \
                'moltnet rotate@' \
                'moltnet rotate@--id' \
                'moltnet rotate@--new-id' \
                'moltnet rotate@--variable' \
                'moltnet rotate@--url' \
                'moltnet rotate@--wait' \
                'moltnet rotate@--pass-env' \
                'moltnet verify@' \
                'moltnet verify@--url' \
                'keys@' \
                'keys list@' \
                'keys show@' \
                'keys add@' \
                'keys add@--origin' \
                'keys add@--from-env' \
                'keys add@1' \
                'keys remove@' \
                'keys check@' \
                'keys exec@' \
                'keys exec@--pass-env' \
                'rotations@' \
                'rotations list@' \
                'rotations show@' \
                'rotations resume@' \
                'rotations resume@--from-env' \
                'rotations resume@--done' \
                'rotations rollback@' \
                'rotations rollback@--from-env' \
                'rotations rollback@--done' \
                'rotations abandon@' \
                'rotations abandon@--reason' \
                'auth@' \
                'auth status@' \
                'doctor@' \
                'config@' \
                'config get@' \
                'config set@' \
                'config set@+' \
                'config unset@' \
                'config list@' \
                'config path@' \
                'profile@' \
                'profile list@' \
                'profile use@' \
                'profile add@' \
                'profile add@--setting' \
                'profile add@1' \
                'profile remove@' \
                'api@' \
                'api list@' \
                'api describe@' \
                'api call@' \
                'api call@--confirm' \
                'sandbox@' \
                'sandbox serve@' \
                'sandbox serve@--listen' \
                'sandbox serve@--workspaces' \
                'sandbox serve@--team-size' \
                'sandbox serve@--for' \
                'sandbox serve@--strict-org' \
                'sandbox serve@--provisioning' \
                'sandbox serve@--rate-limit' \
                'sandbox serve@--rate-window' \
                'sandbox serve@--fault' \
                'sandbox run@' \
                'sandbox run@--strict-org' \
                'sandbox run@--provisioning' \
                'sandbox run@--rate-limit' \
                'sandbox run@--rate-window' \
                'sandbox run@--fault' \
                'sandbox node@' \
                'sandbox node@--for' \
                'sandbox tour@' \
                'install@' \
                'completion@' \
                '__complete@' \
                '__complete@1' \
                '@--api-url' \
                '@--cp-url' \
                '@--org-id' \
                '@--org-slug' \
                '@--timeout'
            printf '%s\n' 'nothing'
        case '@commands'
            printf '%s\n' 'words' 'admin-token	generate, verify and rotate ADMIN_TOKEN' 'workspaces	list, create, stop, start and delete workspaces' 'secrets	list, set and unset the secrets of workspaces, and see how a platform\'s are rotated' 'org	manage what belongs to a whole organisation' 'templates	list and add templates of workspaces' 'bundles	export and import workspaces as documents' 'orgs	create, watch and delete organisations of one\'s own' 'billing	see invoices and get the pages where an organisation is paid for' 'tenants	administer the organisations of a control plane' 'pins	see and promote the images that new machines run' 'instances	provision and destroy the machines of workspaces' 'moltnet	check and rotate the tokens of a Moltnet network' 'keys	keep secrets in the local key store' 'rotations	see, resume and roll back rotations' 'auth	see which credentials are in use' 'doctor	look at everything once and say what is wrong' 'config	read and change the configuration' 'profile	list, choose, add and remove profiles' 'api	call any operation of the contract' 'sandbox	run a platform of your own on this machine' 'install	install the program, its completions and its manual' 'completion	print the completion script of a shell' 'help	Show the help of a command or topic'
        case 'admin-token@commands'
            printf '%s\n' 'words' 'generate	generate a new ADMIN_TOKEN' 'verify	prove that ADMIN_TOKEN protects the platform' 'rotate	replace ADMIN_TOKEN and prove that the old one is dead'
        case 'admin-token generate@options'
            printf '%s\n' 'words' '--format	How the random bytes are written.' '--bytes	How many random bytes to take, 32 to 1024.' '--save	Store the token as this key entry, which must not exist yet.' '--origin	With --save: the platform the token is for, and the only place it is sent to.' '--reveal	With --save: print the token as well.'
        case 'admin-token generate@--format' \
                'admin-token rotate@--format'
            printf '%s\n' 'words' 'base64	letters, digits, + / and =' 'base64url	letters, digits, - and _' 'hex	digits and a to f'
        case 'admin-token verify@options'
            printf '%s\n' 'words' '--from-stdin	Read the value from standard input, up to its end; one newline at the end is not part of it.' '--from-file	Read the value from a private file (mode 0600).' '--from-env	Take the value from an environment variable.' '--from-command	Take the value from what a shell command prints, such as that of a secret manager.' '--from-key	Take the current value of a key entry; it is sent only to the origin the entry is bound to.' '--wait	Repeat the probes until they hold, for so long at most.'
        case 'admin-token verify@--from-file' \
                'workspaces create@--from-file' \
                'workspaces create@--secrets-from' \
                'workspaces delete@--from-file' \
                'workspaces delete@--retry-failed' \
                'workspaces pause@--from-file' \
                'workspaces pause@--retry-failed' \
                'workspaces resume@--from-file' \
                'workspaces resume@--retry-failed' \
                'workspaces restart@--from-file' \
                'workspaces restart@--retry-failed' \
                'workspaces hibernate@--from-file' \
                'workspaces hibernate@--retry-failed' \
                'workspaces terminate@--from-file' \
                'workspaces terminate@--retry-failed' \
                'workspaces watch@--from-file' \
                'workspaces tokens revoke@--from-file' \
                'workspaces tokens revoke@--retry-failed' \
                'secrets set@--from-file' \
                'secrets import@1' \
                'secrets rotate@--runbook' \
                'secrets rotate@--from-file' \
                'secrets runbook check@1' \
                'org import@--template' \
                'bundles export@--output-file' \
                'bundles import@1' \
                'orgs export@--output-file' \
                'tenants env set@--env-file' \
                'instances provision@--env-file' \
                'moltnet check@+' \
                'moltnet tokens list@--config' \
                'moltnet tokens list@--node' \
                'moltnet rotate@--config' \
                'moltnet rotate@--node' \
                'moltnet verify@--config' \
                'moltnet verify@--node' \
                'keys add@--from-file' \
                'rotations resume@--from-file' \
                'rotations rollback@--from-file' \
                'api call@--body-from' \
                'sandbox serve@--env-file' \
                'sandbox serve@--config' \
                'sandbox serve@--pid-file' \
                'sandbox serve@--log' \
                'sandbox serve@--record' \
                'sandbox run@--log' \
                'sandbox run@--record' \
                'sandbox node@--pid-file' \
                'sandbox node@1' \
                '@--ca-file'
            printf '%s\n' 'files'
        case 'admin-token verify@--from-command' \
                'admin-token rotate@--then' \
                'secrets set@--from-command' \
                'secrets rotate@--from-command' \
                'org tokens rotate@--then' \
                'moltnet rotate@--then' \
                'moltnet rotate@--then-node' \
                'keys add@--command' \
                'keys add@--store-command' \
                'keys add@--from-command' \
                'rotations resume@--from-command' \
                'rotations rollback@--from-command'
            printf '%s\n' 'shell-command'
        case 'admin-token verify@--from-key' \
                'admin-token rotate@--key' \
                'workspaces list@--from-key' \
                'workspaces get@--from-key' \
                'workspaces create@--from-key' \
                'workspaces delete@--from-key' \
                'workspaces pause@--from-key' \
                'workspaces resume@--from-key' \
                'workspaces restart@--from-key' \
                'workspaces hibernate@--from-key' \
                'workspaces terminate@--from-key' \
                'workspaces wait@--from-key' \
                'workspaces watch@--from-key' \
                'workspaces tokens list@--from-key' \
                'workspaces tokens mint@--from-key' \
                'workspaces tokens revoke@--from-key' \
                'workspaces budget get@--from-key' \
                'workspaces budget set@--from-key' \
                'workspaces billing-mode get@--from-key' \
                'workspaces billing-mode set@--from-key' \
                'secrets list@--from-key' \
                'secrets set@--from-key' \
                'secrets unset@--from-key' \
                'secrets import@--from-key' \
                'secrets rotate@--key' \
                'secrets rotate@--from-key' \
                'org tokens list@--from-key' \
                'org tokens mint@--from-key' \
                'org tokens revoke@--from-key' \
                'org tokens rotate@--key' \
                'org tokens rotate@--from-key' \
                'org tokens prune@--from-key' \
                'org templates@--from-key' \
                'org import@--from-key' \
                'templates list@--from-key' \
                'templates import@--from-key' \
                'bundles export@--from-key' \
                'bundles import@--from-key' \
                'orgs list@--from-key' \
                'orgs get@--from-key' \
                'orgs create@--from-key' \
                'orgs status@--from-key' \
                'orgs export@--from-key' \
                'orgs delete@--from-key' \
                'billing invoices@--from-key' \
                'billing checkout@--from-key' \
                'billing portal@--from-key' \
                'billing top-up@--from-key' \
                'tenants list@--from-key' \
                'tenants create@--from-key' \
                'tenants delete@--from-key' \
                'tenants scrub@--from-key' \
                'tenants diagnostics@--from-key' \
                'tenants redeploy@--from-key' \
                'tenants redeploy-fleet@--from-key' \
                'tenants admin-token@--from-key' \
                'tenants workspaces@--from-key' \
                'tenants env set@--from-key' \
                'tenants billing-mode get@--from-key' \
                'tenants billing-mode set@--from-key' \
                'pins thin-ami list@--from-key' \
                'pins thin-ami promote@--from-key' \
                'pins runtime-image list@--from-key' \
                'pins runtime-image promote@--from-key' \
                'instances provision@--from-key' \
                'instances status@--from-key' \
                'instances deprovision@--from-key' \
                'moltnet rotate@--key' \
                'keys show@1' \
                'keys remove@1' \
                'keys exec@+' \
                'auth status@--from-key' \
                'doctor@--from-key' \
                'profile add@--key' \
                'api call@--from-key'
            printf '%s\n' 'dynamic' 'keys'
        case 'admin-token rotate@options'
            printf '%s\n' 'words' '--key	The key entry to rotate.' '--to	Where the new value goes; may be repeated, and the order counts. Without it, where the profile says.' '--then	The shell command that makes the new value live, such as a restart.' '--dry-run	Show the plan and what can be found out without changing anything.' '--wait	How long to wait for the new value to be live.' '--pass-env	Let the command have this variable too; may be repeated. Credentials are never passed this way.' '--format	How the random bytes are written.' '--bytes	How many random bytes to take, 32 to 1024.'
        case 'admin-token rotate@--to' \
                'org tokens mint@--to' \
                'org tokens rotate@--to' \
                'moltnet rotate@--to' \
                'profile add@--to'
            printf '%s\n' 'prefixed' 'env-file:' 'env-file:	set the variable in a Compose or systemd environment file' 'exec:	hand the value to a shell command on its standard input' 'fly:	stage a secret of a Fly.io app with flyctl, then deploy it' 'github:	set an Actions secret of a GitHub repository with gh' 'gitea:	set an Actions secret of a repository on the server in GITEA_SERVER_URL' 'railway:	set a variable of a Railway service with railway, then redeploy it' 'global-secret	set a secret of all workspaces of the platform, which restarts them' 'workspace-secret:	set a secret of one workspace of the platform, which restarts it' 'github-output:	append a step output to the file in GITHUB_OUTPUT'
        case 'workspaces@commands'
            printf '%s\n' 'words' 'list	list the workspaces' 'get	show one workspace' 'create	create a workspace' 'delete	delete workspaces, after asking' 'pause	pause workspaces and those below them' 'resume	resume paused workspaces and those below them' 'restart	start workspaces again, from whatever status they have' 'hibernate	let workspaces hibernate until they are restarted' 'terminate	remove workspaces of a self-hosted platform, by force' 'wait	wait until a workspace has a status' 'watch	watch the statuses of workspaces change' 'tokens	list, mint and revoke the tokens of a workspace' 'budget	show and set what a workspace may spend' 'billing-mode	show and set who pays for a workspace\'s model'
        case 'workspaces list@options'
            printf '%s\n' 'words' '--status	List only those with this status.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces list@--status' \
                'workspaces delete@--status' \
                'workspaces pause@--status' \
                'workspaces resume@--status' \
                'workspaces restart@--status' \
                'workspaces hibernate@--status' \
                'workspaces terminate@--status' \
                'workspaces wait@--for' \
                'workspaces watch@--status' \
                'workspaces tokens revoke@--status'
            printf '%s\n' 'words' 'provisioning	being started' 'online	running' 'degraded	running with errors' 'offline	not heard of' 'failed	could not be started' 'paused' 'hibernating' 'hibernated' 'awaiting_agent	its agent runs elsewhere and is awaited' 'removed'
        case 'workspaces get@options' \
                'workspaces tokens list@options' \
                'workspaces budget get@options' \
                'workspaces billing-mode get@options' \
                'workspaces billing-mode set@options' \
                'org tokens list@options' \
                'org templates@options' \
                'templates list@options' \
                'bundles import@options' \
                'orgs list@options' \
                'orgs get@options' \
                'billing invoices@options' \
                'tenants diagnostics@options' \
                'tenants workspaces@options' \
                'pins thin-ami list@options' \
                'pins runtime-image list@options'
            printf '%s\n' 'words' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces get@1' \
                'workspaces create@--parent' \
                'workspaces delete@+' \
                'workspaces pause@+' \
                'workspaces resume@+' \
                'workspaces restart@+' \
                'workspaces hibernate@+' \
                'workspaces terminate@+' \
                'workspaces wait@1' \
                'workspaces watch@+' \
                'workspaces tokens list@1' \
                'workspaces tokens mint@1' \
                'workspaces tokens revoke@1' \
                'workspaces budget get@1' \
                'workspaces budget set@1' \
                'workspaces billing-mode get@1' \
                'workspaces billing-mode set@1'
            printf '%s\n' 'dynamic' 'workspaces'
        case 'workspaces create@options'
            printf '%s\n' 'words' '--runtime	What runs it, such as claude-code or external.' '--model	Its model; since May 2026 needed unless a template has one.' '--template	The template it is made from.' '--role	What it is for, in a sentence.' '--tier	Its tier; 3 unless given.' '--parent	The workspace it stands below: an id or a name.' '--external	Its agent runs elsewhere and connects.' '--url	Where an external agent listens.' '--from-file	Read more members from a JSON file; options go before it.' '--secrets-from	Give it the secrets in a private file (mode 0600) of NAME=value lines.' '--budget	The most it may spend in 30 days, in cents.' '--save	Save the token under this name in the key store, and print no value.' '--wait	Wait until the status is reached, for so long at most.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces delete@options'
            printf '%s\n' 'words' '--cascade	Delete the workspaces below it as well.' '--purge	Delete everything that is stored about it, for good.' '--erase-data	Erase the data volume of its machine, where it has one, for good.' '--confirm	Confirm with the name of the workspace, or the number of many.' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--retry-failed	Take what an earlier run has left, from the file it named.' '--dry-run	Show what would be done, and do nothing.' '--concurrency	How many requests are under way at once; the server\'s limit holds besides.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces pause@options' \
                'workspaces resume@options'
            printf '%s\n' 'words' '--wait	Wait until the status is reached, for so long at most.' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--retry-failed	Take what an earlier run has left, from the file it named.' '--dry-run	Show what would be done, and do nothing.' '--concurrency	How many requests are under way at once; the server\'s limit holds besides.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces restart@options'
            printf '%s\n' 'words' '--revive	Bring a removed workspace back.' '--reset	Begin with a new session of the agent.' '--wait	Wait until the status is reached, for so long at most.' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--retry-failed	Take what an earlier run has left, from the file it named.' '--dry-run	Show what would be done, and do nothing.' '--concurrency	How many requests are under way at once; the server\'s limit holds besides.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces hibernate@options'
            printf '%s\n' 'words' '--force	Ask for it although tasks are running; the servers known so far then do nothing.' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--retry-failed	Take what an earlier run has left, from the file it named.' '--dry-run	Show what would be done, and do nothing.' '--concurrency	How many requests are under way at once; the server\'s limit holds besides.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces terminate@options'
            printf '%s\n' 'words' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--retry-failed	Take what an earlier run has left, from the file it named.' '--dry-run	Show what would be done, and do nothing.' '--concurrency	How many requests are under way at once; the server\'s limit holds besides.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces wait@options'
            printf '%s\n' 'words' '--for	The status to wait for.' '--wait	For how long at most.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces watch@options'
            printf '%s\n' 'words' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--interval	How long to wait between two looks.' '--stop-after	End after so long.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces tokens@commands'
            printf '%s\n' 'words' 'list	list the live tokens of a workspace' 'mint	make a token for a workspace' 'revoke	revoke tokens of a workspace, or of many'
        case 'workspaces tokens mint@options'
            printf '%s\n' 'words' '--save	Save the token under this name in the key store, and print no value.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces tokens revoke@options'
            printf '%s\n' 'words' '--every	Revoke every live token of each workspace.' '--all	Take every workspace that is listed.' '--status	Take those with this status; may be repeated.' '--name	Take those whose name fits, with * and ? and [a-z]; may be repeated.' '--runtime	Take those that this runs; may be repeated.' '--from-file	Take those whose ids or names are the lines of a file, or begin them, up to a tab.' '--retry-failed	Take what an earlier run has left, from the file it named.' '--dry-run	Show what would be done, and do nothing.' '--concurrency	How many requests are under way at once; the server\'s limit holds besides.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces budget@commands'
            printf '%s\n' 'words' 'get	show what a workspace may spend and has spent' 'set	set what a workspace may spend'
        case 'workspaces budget set@options'
            printf '%s\n' 'words' '--hourly	The most in any hour, in cents, or none.' '--daily	The most in any 24 hours, in cents, or none.' '--weekly	The most in any 7 days, in cents, or none.' '--monthly	The most in any 30 days, in cents, or none.' '--usd	The most in any 30 days, in dollars, such as 12.50.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'workspaces billing-mode@commands' \
                'tenants billing-mode@commands'
            printf '%s\n' 'words' 'get	show who pays for a workspace\'s model' 'set	set who pays for a workspace\'s model'
        case 'workspaces billing-mode set@2' \
                'tenants billing-mode set@2'
            printf '%s\n' 'words' 'platform_managed	the platform pays and charges' 'byok	the workspace has credentials of its own' 'disabled	no model at all' 'automatic	as the model says'
        case 'secrets@commands'
            printf '%s\n' 'words' 'list	list secrets, and which ones override others' 'set	set a secret' 'unset	remove a secret' 'import	set the secrets of an environment file' 'rotate	rotate a secret as its runbook says' 'map	show where the secrets of a platform live, and how each is rotated' 'runbook	see and check how secrets are rotated'
        case 'secrets list@options' \
                'secrets unset@options'
            printf '%s\n' 'words' '--global	The secrets that every workspace sees.' '--workspace	The secrets of this workspace alone.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'secrets list@--workspace' \
                'secrets set@--workspace' \
                'secrets unset@--workspace' \
                'secrets import@--workspace' \
                'bundles export@1'
            printf '%s\n' 'dynamic' 'workspace-ids'
        case 'secrets set@options'
            printf '%s\n' 'words' '--global	The secrets that every workspace sees.' '--workspace	The secrets of this workspace alone.' '--from-stdin	Read the value from standard input, up to its end; one newline at the end is not part of it.' '--from-file	Read the value from a private file (mode 0600).' '--from-env	Take the value from an environment variable.' '--from-command	Take the value from what a shell command prints, such as that of a secret manager.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'secrets import@options'
            printf '%s\n' 'words' '--global	The secrets that every workspace sees.' '--workspace	The secrets of this workspace alone.' '--only	Set these variables of the file alone; may be repeated, or names separated by commas.' '--skip-existing	Leave secrets alone that are there already.' '--dry-run	Show what would be done, and do nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'secrets rotate@options'
            printf '%s\n' 'words' '--runbook	Use this runbook, a JSON document, in place of the built-in one.' '--setting	Give a setting that the runbook names, in place of the profile\'s; may be repeated.' '--key	The key entry the values are kept in; called like the secret unless given.' '--dry-run	Show the plan and what can be found out without changing anything.' '--wait	How long to wait for the new value to be live; as long as the runbook says unless given.' '--pass-env	Let the command have this variable too; may be repeated. Credentials are never passed this way.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.' '--affirm	Say yes to a requirement of the runbook; may be repeated.' '--reason	Why the secret is rotated, where the runbook wants to know; kept in the journal.' '--compromised	Say that the value is known to others, for a secret that is rotated only then.' '--tenants	How many tenants lose their data by that.' '--confirm	The name of such a secret, typed once more.' '--old-id	The id of the old token, where its issuer revokes by id.' '--verify-provision	Also prove it by creating the organisation SLUG and deleting it again, where the runbook allows it.' '--from-stdin	Read the value from standard input, up to its end; one newline at the end is not part of it.' '--from-file	Read the value from a private file (mode 0600).' '--from-env	Take the value from an environment variable.' '--from-command	Take the value from what a shell command prints, such as that of a secret manager.'
        case 'secrets rotate@1' \
                'secrets runbook show@1'
            printf '%s\n' 'dynamic' 'runbooks'
        case 'secrets runbook@commands'
            printf '%s\n' 'words' 'list	list the runbooks that are built in' 'show	show what a runbook does' 'check	check a runbook file, or print the schema of the format'
        case 'secrets runbook show@options'
            printf '%s\n' 'words' '--setting	Give a setting that the runbook names, in place of the profile\'s; may be repeated.'
        case 'secrets runbook check@options'
            printf '%s\n' 'words' '--schema	Print the JSON Schema of runbooks, and check nothing.'
        case 'org@commands'
            printf '%s\n' 'words' 'tokens	list, mint, revoke and rotate org keys' 'templates	list the templates of whole organisations' 'import	create a tree of workspaces from a template'
        case 'org tokens@commands'
            printf '%s\n' 'words' 'list	list the live org keys' 'mint	mint a named org key' 'revoke	revoke org keys' 'rotate	replace an org key without a gap' 'prune	revoke org keys that nobody has used for long'
        case 'org tokens mint@options'
            printf '%s\n' 'words' '--name	What the key is called; at most 100 bytes.' '--save	Store the value as this key entry, which must not exist yet.' '--to	Where the value goes, as MOLECULE_ORG_TOKEN; may be repeated, and the order counts.' '--github-output	Append the key to the file in GITHUB_OUTPUT, as the step output of this name.' '--reveal	With --save, --to or --github-output: print the value as well.' '--for-command	Run the command after -- with the key, and revoke the key when it ends.' '--pass-env	Let the command have this variable too; may be repeated. Credentials are never passed this way.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'org tokens mint@--' \
                'keys exec@--' \
                'sandbox run@--'
            printf '%s\n' 'command-line'
        case 'org tokens revoke@options'
            printf '%s\n' 'words' '--allow-self	Revoke even the key that this call is made with, last of all.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'org tokens revoke@+' \
                'org tokens rotate@1'
            printf '%s\n' 'dynamic' 'org-tokens'
        case 'org tokens rotate@options'
            printf '%s\n' 'words' '--to	Where the value goes, as MOLECULE_ORG_TOKEN; may be repeated, and the order counts.' '--then	The shell command that makes users of the key take the new value up, such as a restart.' '--key	The key entry that holds the old value.' '--save	Keep the new value as this key entry, which must not exist yet.' '--dry-run	Show the steps and what can be found out without changing anything.' '--pass-env	Let the command have this variable too; may be repeated. Credentials are never passed this way.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'org tokens prune@options'
            printf '%s\n' 'words' '--unused-for	How long ago the last use is, at least, such as 90d or 36h; with its unit.' '--dry-run	Show what would be revoked, and revoke nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'org import@options'
            printf '%s\n' 'words' '--dir	The template\'s folder on the server; molecule org templates lists them.' '--template	The template as a JSON file of your own.' '--force	Import although secrets are missing (April).' '--mode	What to do about workspaces that are there (May).' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'org import@--mode'
            printf '%s\n' 'words' 'merge	create what is not there' 'reconcile	also remove others that bear a name of the template'
        case 'templates@commands'
            printf '%s\n' 'words' 'list	list the templates of workspaces' 'import	add a template from a directory'
        case 'templates import@options'
            printf '%s\n' 'words' '--from	The directory with the template\'s files.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'templates import@--from' \
                'moltnet init@--directory' \
                'sandbox serve@--state' \
                'install@--prefix'
            printf '%s\n' 'directories'
        case 'bundles@commands'
            printf '%s\n' 'words' 'export	export a workspace as a bundle' 'import	create workspaces from a bundle'
        case 'bundles export@options'
            printf '%s\n' 'words' '--output-file	Write the bundle to this file, for you alone (mode 0600).' '--force	Replace a file that is there.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'orgs@commands'
            printf '%s\n' 'words' 'list	list your organisations' 'get	show one of your organisations' 'create	create an organisation' 'status	show how far an organisation is in coming up' 'instance	look up an organisation\'s server' 'export	export everything kept about an organisation' 'delete	delete an organisation with everything in it, for good'
        case 'orgs create@options'
            printf '%s\n' 'words' '--name	The name people see.' '--wait	Wait until it is up, and show how far it is.' '--deadline	With --wait: for how long at most.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'orgs status@options'
            printf '%s\n' 'words' '--wait	Wait until it is up, and show how far it is.' '--deadline	With --wait: for how long at most.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'orgs export@options'
            printf '%s\n' 'words' '--output-file	Write the export to this file, for you alone (mode 0600).' '--force	Replace a file that is there.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'orgs delete@options' \
                'tenants scrub@options'
            printf '%s\n' 'words' '--confirm	Confirm with the organisation\'s slug.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'billing@commands'
            printf '%s\n' 'words' 'invoices	list your invoices' 'checkout	print the page where a plan is bought' 'portal	print the page where plan, card and invoices are managed' 'top-up	print the page where credits are bought'
        case 'billing checkout@options'
            printf '%s\n' 'words' '--plan	Which plan to buy.' '--open	Open the page in a browser as well.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'billing checkout@--plan'
            printf '%s\n' 'words' 'starter' 'pro'
        case 'billing portal@options'
            printf '%s\n' 'words' '--open	Open the page in a browser as well.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'billing top-up@options'
            printf '%s\n' 'words' '--credits	How many credits to buy.' '--open	Open the page in a browser as well.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants@commands'
            printf '%s\n' 'words' 'list	list all organisations' 'create	create an organisation for somebody' 'delete	delete an organisation with everything in it, for good' 'scrub	clear away what a deleted organisation has left behind' 'diagnostics	show how an organisation\'s server is' 'redeploy	give an organisation\'s server its image anew' 'redeploy-fleet	give every organisation\'s server an image' 'admin-token	fetch the admin token of an organisation\'s server' 'workspaces	list the workspaces of an organisation' 'env	change the environment of a workspace\'s container' 'billing-mode	see or set who pays for a workspace\'s model'
        case 'tenants list@options'
            printf '%s\n' 'words' '--limit	List so many at most.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants create@options'
            printf '%s\n' 'words' '--name	The name people see.' '--owner	The id of the user who is to own it.' '--dry-run	Let the control plane check the request and create nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants delete@options'
            printf '%s\n' 'words' '--confirm	Confirm with the organisation\'s slug.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.' '--wait	Wait until it is out of the list.' '--deadline	With --wait: for how long at most.'
        case 'tenants redeploy@options'
            printf '%s\n' 'words' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants redeploy-fleet@options'
            printf '%s\n' 'words' '--tag	The image\'s tag; a short commit rolls back.' '--canary	The organisation that goes first.' '--no-canary	Let none go first.' '--soak	How long to watch before going on.' '--batch-size	How many at once.' '--confirm	Confirm with the tag.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants admin-token@options'
            printf '%s\n' 'words' '--save	The name of the key entry; SLUG-admin unless given.' '--kind	What the entry is for.' '--origin	The address the entry is bound to.' '--reveal	Print the token and do not store it.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants admin-token@--kind'
            printf '%s\n' 'words' 'admin-token	for the organisation\'s server' 'tenant-admin-token	for the control plane'
        case 'tenants env@commands'
            printf '%s\n' 'words' 'set	set variables of a workspace\'s container, and restart it'
        case 'tenants env set@options'
            printf '%s\n' 'words' '--env-file	Read NAME=VALUE lines from a private file (mode 0600).' '--replace	Remove every other variable that was set.' '--force	Set variables whose names look like a secret\'s.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants billing-mode get@options'
            printf '%s\n' 'words' '--org	The organisation the workspace belongs to.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'tenants billing-mode set@options'
            printf '%s\n' 'words' '--org	The organisation the workspace belongs to.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'pins@commands'
            printf '%s\n' 'words' 'thin-ami	machine images, by runtime and region' 'runtime-image	container images, by runtime'
        case 'pins thin-ami@commands'
            printf '%s\n' 'words' 'list	list the pinned machine images' 'promote	pin a machine image'
        case 'pins thin-ami promote@options'
            printf '%s\n' 'words' '--runtime	The runtime, such as claude-code.' '--region	The region, such as us-east-2.' '--ami	The image: ami- and 8 to 17 hexadecimal digits.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'pins runtime-image@commands'
            printf '%s\n' 'words' 'list	list the pinned container images' 'promote	pin a container image'
        case 'pins runtime-image promote@options'
            printf '%s\n' 'words' '--runtime	The runtime, such as claude-code.' '--image	The image, best with its digest.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'instances@commands'
            printf '%s\n' 'words' 'provision	start a machine for a workspace' 'status	show how a workspace\'s machine is' 'deprovision	destroy a workspace\'s machine'
        case 'instances provision@options'
            printf '%s\n' 'words' '--org	The organisation the workspace belongs to.' '--runtime	The runtime, such as claude-code.' '--platform-url	Where the machine reaches the organisation\'s server, if the control plane is not at api.DOMAIN.' '--tier	The tier of the workspace.' '--instance-type	The type of machine.' '--disk	The size of its disk.' '--env-file	Read NAME=VALUE lines from a private file (mode 0600).' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'instances status@options'
            printf '%s\n' 'words' '--instance	The id of the machine.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'instances deprovision@options'
            printf '%s\n' 'words' '--instance	Destroy this machine alone.' '--prune	Erase the data volume too: permanent loss of the workspace\'s data.' '--confirm	With --prune: confirm with the id of the workspace.' '--plan	Show what would be sent, and send nothing.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'moltnet@commands'
            printf '%s\n' 'words' 'init	make three tokens and the files of a new Moltnet network' 'check	check Moltnet\'s files without asking anyone' 'tokens	see the static tokens of a Moltnet server' 'rotate	replace a token of a Moltnet server under its id' 'verify	prove that a Moltnet server takes the tokens of its file, and no others'
        case 'moltnet init@options'
            printf '%s\n' 'words' '--host	The server\'s public host, with a port where it is not that of https.' '--network	The network\'s id.' '--agent	The agent\'s id.' '--directory	Where the files go; without it here.'
        case 'moltnet check@options'
            printf '%s\n' 'words' '--repair	Put modes right.'
        case 'moltnet tokens@commands'
            printf '%s\n' 'words' 'list	list the static tokens of a server\'s file'
        case 'moltnet tokens list@options'
            printf '%s\n' 'words' '--config	The server\'s file; without it the one that the server would use.' '--node	A node\'s file to look for the tokens in; may be repeated. Without it the one that a node would use.'
        case 'moltnet rotate@options'
            printf '%s\n' 'words' '--id	The id of the token, which it keeps.' '--new-id	The id of the token that takes the place of an operator\'s.' '--config	The server\'s file; without it the one that the server would use.' '--node	A file of someone who uses the token; may be repeated, and the order counts.' '--to	Another place the new value goes to; may be repeated.' '--variable	What the token is called at --to destinations that have variables.' '--overlap	Let the server take both values until the new one is proven.' '--retire	Remove the entry instead of replacing its value.' '--then	The shell command that restarts the server.' '--then-node	The shell command that restarts the nodes.' '--url	The server\'s address; without it that of the first node file that is named, else the one that the server\'s file has it listen at.' '--key	The key entry that keeps the values; without it moltnet.NETWORK.ID, which is made, with the new id where there is one.' '--dry-run	Show the plan and what can be found out without changing anything.' '--wait	How long to wait for a restart to take effect.' '--pass-env	Let the command have this variable too; may be repeated. Credentials are never passed this way.'
        case 'moltnet verify@options'
            printf '%s\n' 'words' '--config	The server\'s file; without it the one that the server would use.' '--node	A node\'s file whose agents must be connected; may be repeated. Without it the one that a node would use.' '--url	The server\'s address; without it that of the first node file that is named, else the one that the server\'s file has it listen at.'
        case 'keys@commands'
            printf '%s\n' 'words' 'list	list the key entries' 'show	show one key entry' 'add	store a secret as a key entry' 'remove	remove a key entry and its values for good' 'check	check that the key store is private and whole' 'exec	run a command with secrets in its environment'
        case 'keys show@options'
            printf '%s\n' 'words' '--reveal	Print the current value, and nothing else.'
        case 'keys add@options'
            printf '%s\n' 'words' '--kind	What the secret is for; decides the environment variable that carries it.' '--origin	The platform the secret is for, and the only place it is sent to.' '--command	Store no value, but a shell command that prints it at every use.' '--store-command	With --command: the shell command that takes a new value, so that the entry can be rotated.' '--from-stdin	Read the value from standard input, up to its end; one newline at the end is not part of it.' '--from-file	Read the value from a private file (mode 0600).' '--from-env	Take the value from an environment variable.' '--from-command	Take the value from what a shell command prints, such as that of a secret manager.'
        case 'keys add@--kind'
            printf '%s\n' 'words' 'admin-token	ADMIN_TOKEN, which guards a deployment\'s admin routes' 'org-token	an org key, named and revocable, with full access to one tenant' 'workspace-token	a token of one workspace' 'admin-bearer	CP_ADMIN_API_TOKEN, the control plane\'s admin bearer' 'provision-secret	PROVISION_SHARED_SECRET, which provisions machines' 'tenant-admin-token	a tenant\'s root credential, as the control plane reveals it' 'session	a browser session\'s cookie' 'service-secret	a secret of a service that the platform uses, which a runbook rotates'
        case 'keys check@options'
            printf '%s\n' 'words' '--repair	Put modes right and remove what killed processes left.'
        case 'keys exec@options'
            printf '%s\n' 'words' '--pass-env	Let the command have this variable too; may be repeated. Credentials are never passed this way.'
        case 'rotations@commands'
            printf '%s\n' 'words' 'list	list the rotations, the latest last' 'show	show the steps of one rotation' 'resume	go on with a rotation that did not end' 'rollback	put the old value back and give a rotation up' 'abandon	give a rotation up where it stands'
        case 'rotations list@options'
            printf '%s\n' 'words' '--unfinished	List only those that have not ended.'
        case 'rotations show@options'
            printf '%s\n' 'words' '--check	Ask destinations and servers whether the steps are so.'
        case 'rotations show@1' \
                'rotations resume@1' \
                'rotations rollback@1' \
                'rotations abandon@1'
            printf '%s\n' 'dynamic' 'rotations'
        case 'rotations resume@options' \
                'rotations rollback@options'
            printf '%s\n' 'words' '--from-stdin	Read the value from standard input, up to its end; one newline at the end is not part of it.' '--from-file	Read the value from a private file (mode 0600).' '--from-env	Take the value from an environment variable.' '--from-command	Take the value from what a shell command prints, such as that of a secret manager.' '--done	Say that what this step waits for has been done by hand, such as retire.'
        case 'rotations abandon@options'
            printf '%s\n' 'words' '--reason	Why it is given up; kept in the journal.'
        case 'auth@commands'
            printf '%s\n' 'words' 'status	show which credentials are at hand and where they come from'
        case 'auth status@options'
            printf '%s\n' 'words' '--check	Ask the server whether it takes each credential.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'doctor@options'
            printf '%s\n' 'words' '--offline	Ask no server.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'config@commands'
            printf '%s\n' 'words' 'get	print a value of the configuration' 'set	set a value of the configuration' 'unset	take a value out of the configuration' 'list	list what the configuration says' 'path	print the path of the configuration file'
        case 'config get@1' \
                'config set@1' \
                'config unset@1'
            printf '%s\n' 'dynamic' 'configuration'
        case 'profile@commands'
            printf '%s\n' 'words' 'list	list the profiles' 'use	choose the profile that is meant when none is named' 'add	add a profile' 'remove	remove a profile'
        case 'profile use@1' \
                'profile remove@1' \
                '@--profile'
            printf '%s\n' 'dynamic' 'profiles'
        case 'profile add@options'
            printf '%s\n' 'words' '--key	A key entry that opens the deployment; may be repeated, one of each kind.' '--to	Where admin-token rotate puts a new token when it has no --to; may be repeated, and the order counts.' '--setting	Give a setting that the runbook names, in place of the profile\'s; may be repeated.' '--use	Let it be the one that is meant when none is named.'
        case 'api@commands'
            printf '%s\n' 'words' 'list	list the operations of the contract' 'describe	show what an operation takes, does and answers' 'call	call an operation of the contract'
        case 'api list@options'
            printf '%s\n' 'words' '--tag	List only the operations about this noun.'
        case 'api list@--tag'
            printf '%s\n' 'dynamic' 'tags'
        case 'api describe@1' \
                'api call@+'
            printf '%s\n' 'dynamic' 'operations'
        case 'api call@options'
            printf '%s\n' 'words' '--body-from	Read the JSON body from a private file, or from standard input with -.' '--confirm	Confirm with the name of what is acted on.' '--force	Force the operation past a refusal, where it can be forced.' '--reveal	Print a secret that the reply holds.' '--from-key	Use this key entry\'s current value, at the origin it is bound to; then no credential is taken from the environment.'
        case 'sandbox@commands'
            printf '%s\n' 'words' 'serve	serve a platform on loopback' 'run	run a command against a platform that lives as long as it does' 'node	attach the agents of a MoltnetNode file' 'tour	watch an ADMIN_TOKEN being generated, deployed, proven and rotated'
        case 'sandbox serve@options'
            printf '%s\n' 'words' '--listen	Where to listen: a loopback address; port 0 is any free one.' '--env-file	The environment file to read the server\'s credentials from.' '--config	The configuration file of a Moltnet server.' '--state	Keep the workspaces\' states here, across restarts.' '--workspaces	How many workspaces there are at first.' '--team-size	How many of the made-up ones stand together, a lead and those below it; 1 for none below another.' '--pid-file	Write the process id here once the platform answers.' '--for	Stop after so long.' '--surface	Which server to be.' '--release	Which state of the tenant server, or which version of the Moltnet server, to be.' '--strict-org	Serve this organisation alone: a tenant then answers nobody who does not name it.' '--provisioning	How long a workspace takes to come up, and on the control plane an organisation or a machine.' '--canvas	Answer every unknown route with a web page, as behind the web application.' '--rate-limit	How many requests one client may send in each window.' '--rate-window	How long a window is, in whole seconds; shorter ones make tests quick.' '--fault	Let something go wrong at a request, such as status:503:2, drop:3 or kill-client:after:4; may be repeated.' '--log	Append one JSON line a request: method, path, status and which token it had, never the token.' '--record	Append one JSON line an exchange, for tests: both bodies are in it, with the secrets they hold.'
        case 'sandbox serve@--surface' \
                'sandbox run@--surface'
            printf '%s\n' 'words' 'self-hosted	the platform of the ADMIN_TOKEN page, with /admin routes' 'tenant	the workspace server of one organisation' 'control-plane	the server of organisations and machines, with their tenants behind it' 'moltnet	the server of a network of agents, from its own configuration file'
        case 'sandbox serve@--release' \
                'sandbox run@--release'
            printf '%s\n' 'words' 'april	the tenant server as of April 2026' 'may	the tenant server as of May 2026, unless told otherwise' 'v0.1.0	the Moltnet of the document: without open registration' 'v0.1.2	the last one whose nodes may not ask about the network' 'v0.1.3	the first one whose nodes may ask, and do at their start' 'v0.1.11	the first one that strangers may read' 'v0.1.13	the newest Moltnet, unless told otherwise'
        case 'sandbox run@options'
            printf '%s\n' 'words' '--open	Leave ADMIN_TOKEN unset, so that the platform lets everyone in; a control plane then lets nobody in.' '--surface	Which server to be.' '--release	Which state of the tenant server, or which version of the Moltnet server, to be.' '--strict-org	Serve this organisation alone: a tenant then answers nobody who does not name it.' '--provisioning	How long a workspace takes to come up, and on the control plane an organisation or a machine.' '--canvas	Answer every unknown route with a web page, as behind the web application.' '--rate-limit	How many requests one client may send in each window.' '--rate-window	How long a window is, in whole seconds; shorter ones make tests quick.' '--fault	Let something go wrong at a request, such as status:503:2, drop:3 or kill-client:after:4; may be repeated.' '--log	Append one JSON line a request: method, path, status and which token it had, never the token.' '--record	Append one JSON line an exchange, for tests: both bodies are in it, with the secrets they hold.'
        case 'sandbox node@options'
            printf '%s\n' 'words' '--pid-file	Write the process id here once the network was seen.' '--release	Which version of the node to be.' '--for	Stop after so long.'
        case 'sandbox node@--release'
            printf '%s\n' 'words' 'v0.1.0	the Moltnet of the document: without open registration' 'v0.1.2	the last one whose nodes may not ask about the network' 'v0.1.3	the first one whose nodes may ask, and do at their start' 'v0.1.11	the first one that strangers may read' 'v0.1.13	the newest Moltnet, unless told otherwise'
        case 'install@options'
            printf '%s\n' 'words' '--prefix	The directory to install below; ~/.local unless given.' '--uninstall	Take away what was installed below the directory, and nothing else.' '--dry-run	Show what would be done, and change nothing.'
        case 'completion@1'
            printf '%s\n' 'words' 'bash' 'zsh' 'fish'
        case '__complete@2'
            printf '%s\n' 'words' '-'
        case '@options'
            printf '%s\n' 'words' '--api-url	The platform\'s address: scheme, host and port. Plain http is for loopback only.' '--cp-url	The control plane\'s address: scheme, host and port.' '--org-id	The organisation to name to a multi-tenant server (X-Molecule-Org-Id).' '--org-slug	The organisation\'s short name, for the control plane\'s edge (X-Molecule-Org-Slug).' '--via-control-plane	Reach the tenant that --org-slug names at the control plane\'s address, whose edge passes requests on.' '--profile	The profile of the configuration to use; it gives addresses, organisation and settings that are not given otherwise.' '--ca-file	Certificate authorities in PEM form, trusted beside the system\'s; those SSL_CERT_FILE names replace these.' '--output	How data is printed; a table on a terminal and tsv elsewhere unless given.' '-o	How data is printed; a table on a terminal and tsv elsewhere unless given.' '--quiet	Print names only, and no remarks.' '-q	Print names only, and no remarks.' '--verbose	Tell every request on standard error, without credentials or bodies.' '-v	Tell every request on standard error, without credentials or bodies.' '--no-input	Ask nothing; what would need an answer fails with status 3.' '--yes	Answer every question with yes.' '--timeout	How long one request may take.' '--color	When to use colours; NO_COLOR turns them off.' '--help	Show help and exit.' '-h	Show help and exit.' '--version	Show the version and exit.'
        case '@--output' \
                '@-o'
            printf '%s\n' 'words' 'table	for people' 'json	one object' 'yaml	the same as YAML' 'tsv	tab-separated, without a header'
        case '@--color'
            printf '%s\n' 'words' 'auto	on a terminal' 'always' 'never'
        case '@topics'
            printf '%s\n' 'words' 'exit-status	What each exit status means' 'environment	The environment variables that are read'
        case '*'
            return 1
    end
end

# Answers the value of an option that takes one, of the command or global: PLACE OPTION.
function __molecule_option
    __molecule_table "$argv[1]@$argv[2]"
    or __molecule_table "@$argv[2]"
end

# Prints the files that continue what is typed, each after a lead such as '--file='.
function __molecule_files
    set -l lead $argv[1]
    # Completing the operand of an unknown command gives file names, with '~' and variables understood.
    for name in (complete -C "__molecule_no_such_command $argv[2]")
        printf '%s\n' $lead$name
    end
end

# Prints what an answer says; LEAD is the part of the word before the value, such as '--file='.
function __molecule_answer --argument-names current lead kind
    set -l typed (string sub --start (math (string length -- "$lead") + 1) -- "$current")
    switch "$kind"
        case words
            test (count $argv) -gt 3; and printf '%s\n' $lead$argv[4..-1]
        case files
            __molecule_files "$lead" "$typed"
        case directories
            __molecule_files "$lead" "$typed" | string match --regex '^.*/(?:\t.*)?$'
        case shell-command
            complete -C "$typed"
        case dynamic
            set -l typed_words (commandline -opc)
            for line in (printf '%s\n' $typed_words[2..-1] | command molecule __complete $argv[4] - 2>/dev/null)
                printf '%s\n' $lead$line
            end
        case prefixed
            for word in (string split ' ' -- $argv[4])
                if test -n "$word"; and string match --quiet -- "$word*" "$typed"
                    __molecule_files "$lead$word" (string sub --start (math (string length -- $word) + 1) -- "$typed")
                    return
                end
            end
            printf '%s\n' $lead$argv[5..-1]
    end
end

function __molecule_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l place ''
    set -l operands 0
    set -l pending ''
    set -l dashes ''
    set -l helping ''
    set -l answer
    set -l index 1
    for word in $words[2..-1]
        set index (math $index + 1)
        if test -n "$pending"
            set pending ''
        else if test -z "$dashes"; and string match --quiet --regex '^-.' -- $word
            switch $word
                case --
                    set dashes (math $index + 1)
                case '--*=*'
                case '--*'
                    __molecule_option "$place" $word >/dev/null
                    and set pending $word
                case '*'
                    set -l letters (string split '' -- (string sub --start 2 -- $word))
                    for letter in (seq (count $letters))
                        if __molecule_option "$place" -$letters[$letter] >/dev/null
                            test $letter -eq (count $letters); and set pending -$letters[$letter]
                            break
                        end
                    end
            end
        else if test -n "$helping"; or __molecule_table "$place@commands" >/dev/null
            set -l below (string trim -- "$place $word")
            if __molecule_table "$below@" >/dev/null
                set place $below
            else if test $word = help
                set helping 1
            end
        else
            set operands (math $operands + 1)
        end
    end

    if test -n "$pending"
        set answer (__molecule_option "$place" $pending)
        and __molecule_answer "$current" '' $answer
    else if test -n "$dashes"; and __molecule_table "$place@--" >/dev/null
        set -l typed
        test (count $words) -ge $dashes; and set typed (string escape -- $words[$dashes..-1])
        complete -C (string join ' ' -- $typed "$current")
    else if test -z "$dashes"; and string match --quiet -- '--*=*' "$current"
        set -l name (string replace --regex '=.*' '' -- "$current")
        set answer (__molecule_option "$place" $name)
        and __molecule_answer "$current" "$name=" $answer
    else if test -z "$dashes"; and string match --quiet -- '-*' "$current"
        # The letters of a bundle up to the first that takes a value, which is the rest of the word.
        if string match --quiet --regex '^-[^-]..*' -- "$current"
            set -l letters (string split '' -- (string sub --start 2 -- "$current"))
            for letter in (seq (math (count $letters) - 1))
                if set answer (__molecule_option "$place" -$letters[$letter])
                    __molecule_answer "$current" -(string join '' -- $letters[1..$letter]) $answer
                    return
                end
            end
        end
        if test -n "$place"; and set answer (__molecule_table "$place@options")
            __molecule_answer "$current" '' $answer
        end
        set answer (__molecule_table '@options')
        __molecule_answer "$current" '' $answer
    else if set answer (__molecule_table "$place@commands")
        __molecule_answer "$current" '' $answer
        if test -n "$helping" -a -z "$place"
            set answer (__molecule_table '@topics')
            __molecule_answer "$current" '' $answer
        end
    else if test -z "$helping"
        set answer (__molecule_table "$place@"(math $operands + 1))
        or set answer (__molecule_table "$place@+")
        and __molecule_answer "$current" '' $answer
    end
end

complete -c molecule -f -a '(__molecule_complete)'
