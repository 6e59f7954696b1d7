# bash completion for molecule. Generated from the command tree: do not edit.
# shellcheck shell=bash

# Answers what may stand at a place: sets answer to a kind and its words, or returns 1.
_molecule_table() {
    answer=()
    case $1 in
        '@' | \
            'admin-token@' | \
            'admin-token generate@' | \
            'admin-token generate@--bytes' | \
            'admin-token generate@--save' | \
            'admin-token generate@--origin' | \
            'admin-token verify@' | \
            'admin-token verify@--from-env' | \
            'admin-token verify@--wait' | \
            'admin-token rotate@' | \
            'admin-token rotate@--wait' | \
            'admin-token rotate@--pass-env' | \
            'admin-token rotate@--bytes' | \
            'workspaces@' | \
            'workspaces list@' | \
            'workspaces get@' | \
            'workspaces create@' | \
            'workspaces create@--runtime' | \
            'workspaces create@--model' | \
            'workspaces create@--template' | \
            'workspaces create@--role' | \
            'workspaces create@--tier' | \
            'workspaces create@--url' | \
            'workspaces create@--budget' | \
            'workspaces create@--save' | \
            'workspaces create@--wait' | \
            'workspaces create@1' | \
            'workspaces delete@' | \
            'workspaces delete@--confirm' | \
            'workspaces delete@--name' | \
            'workspaces delete@--runtime' | \
            'workspaces delete@--concurrency' | \
            'workspaces pause@' | \
            'workspaces pause@--wait' | \
            'workspaces pause@--name' | \
            'workspaces pause@--runtime' | \
            'workspaces pause@--concurrency' | \
            'workspaces resume@' | \
            'workspaces resume@--wait' | \
            'workspaces resume@--name' | \
            'workspaces resume@--runtime' | \
            'workspaces resume@--concurrency' | \
            'workspaces restart@' | \
            'workspaces restart@--wait' | \
            'workspaces restart@--name' | \
            'workspaces restart@--runtime' | \
            'workspaces restart@--concurrency' | \
            'workspaces hibernate@' | \
            'workspaces hibernate@--name' | \
            'workspaces hibernate@--runtime' | \
            'workspaces hibernate@--concurrency' | \
            'workspaces terminate@' | \
            'workspaces terminate@--name' | \
            'workspaces terminate@--runtime' | \
            'workspaces terminate@--concurrency' | \
            'workspaces wait@' | \
            'workspaces wait@--wait' | \
            'workspaces watch@' | \
            'workspaces watch@--name' | \
            'workspaces watch@--runtime' | \
            'workspaces watch@--interval' | \
            'workspaces watch@--stop-after' | \
            'workspaces tokens@' | \
            'workspaces tokens list@' | \
            'workspaces tokens mint@' | \
            'workspaces tokens mint@--save' | \
            'workspaces tokens revoke@' | \
            'workspaces tokens revoke@--name' | \
            'workspaces tokens revoke@--runtime' | \
            'workspaces tokens revoke@--concurrency' | \
            'workspaces tokens revoke@+' | \
            'workspaces budget@' | \
            'workspaces budget get@' | \
            'workspaces budget set@' | \
            'workspaces budget set@--hourly' | \
            'workspaces budget set@--daily' | \
            'workspaces budget set@--weekly' | \
            'workspaces budget set@--monthly' | \
            'workspaces budget set@--usd' | \
            'workspaces billing-mode@' | \
            'workspaces billing-mode get@' | \
            'workspaces billing-mode set@' | \
            'secrets@' | \
            'secrets list@' | \
            'secrets set@' | \
            'secrets set@--from-env' | \
            'secrets set@1' | \
            'secrets unset@' | \
            'secrets unset@1' | \
            'secrets import@' | \
            'secrets import@--only' | \
            'secrets rotate@' | \
            'secrets rotate@--setting' | \
            'secrets rotate@--wait' | \
            'secrets rotate@--pass-env' | \
            'secrets rotate@--affirm' | \
            'secrets rotate@--reason' | \
            'secrets rotate@--tenants' | \
            'secrets rotate@--confirm' | \
            'secrets rotate@--old-id' | \
            'secrets rotate@--verify-provision' | \
            'secrets rotate@--from-env' | \
            'secrets map@' | \
            'secrets runbook@' | \
            'secrets runbook list@' | \
            'secrets runbook show@' | \
            'secrets runbook show@--setting' | \
            'secrets runbook check@' | \
            'org@' | \
            'org tokens@' | \
            'org tokens list@' | \
            'org tokens mint@' | \
            'org tokens mint@--name' | \
            'org tokens mint@--save' | \
            'org tokens mint@--github-output' | \
            'org tokens mint@--pass-env' | \
            'org tokens revoke@' | \
            'org tokens rotate@' | \
            'org tokens rotate@--save' | \
            'org tokens rotate@--pass-env' | \
            'org tokens prune@' | \
            'org tokens prune@--unused-for' | \
            'org templates@' | \
            'org import@' | \
            'org import@--dir' | \
            'templates@' | \
            'templates list@' | \
            'templates import@' | \
            'templates import@1' | \
            'bundles@' | \
            'bundles export@' | \
            'bundles import@' | \
            'orgs@' | \
            'orgs list@' | \
            'orgs get@' | \
            'orgs get@1' | \
            'orgs create@' | \
            'orgs create@--name' | \
            'orgs create@--deadline' | \
            'orgs create@1' | \
            'orgs status@' | \
            'orgs status@--deadline' | \
            'orgs status@1' | \
            'orgs instance@' | \
            'orgs instance@1' | \
            'orgs export@' | \
            'orgs export@1' | \
            'orgs delete@' | \
            'orgs delete@--confirm' | \
            'orgs delete@1' | \
            'billing@' | \
            'billing invoices@' | \
            'billing checkout@' | \
            'billing checkout@1' | \
            'billing portal@' | \
            'billing portal@1' | \
            'billing top-up@' | \
            'billing top-up@--credits' | \
            'billing top-up@1' | \
            'tenants@' | \
            'tenants list@' | \
            'tenants list@--limit' | \
            'tenants create@' | \
            'tenants create@--name' | \
            'tenants create@--owner' | \
            'tenants create@1' | \
            'tenants delete@' | \
            'tenants delete@--confirm' | \
            'tenants delete@--deadline' | \
            'tenants delete@1' | \
            'tenants scrub@' | \
            'tenants scrub@--confirm' | \
            'tenants scrub@1' | \
            'tenants diagnostics@' | \
            'tenants diagnostics@1' | \
            'tenants redeploy@' | \
            'tenants redeploy@1' | \
            'tenants redeploy-fleet@' | \
            'tenants redeploy-fleet@--tag' | \
            'tenants redeploy-fleet@--canary' | \
            'tenants redeploy-fleet@--soak' | \
            'tenants redeploy-fleet@--batch-size' | \
            'tenants redeploy-fleet@--confirm' | \
            'tenants admin-token@' | \
            'tenants admin-token@--save' | \
            'tenants admin-token@--origin' | \
            'tenants admin-token@1' | \
            'tenants workspaces@' | \
            'tenants workspaces@1' | \
            'tenants env@' | \
            'tenants env set@' | \
            'tenants env set@1' | \
            'tenants env set@+' | \
            'tenants billing-mode@' | \
            'tenants billing-mode get@' | \
            'tenants billing-mode get@--org' | \
            'tenants billing-mode get@1' | \
            'tenants billing-mode set@' | \
            'tenants billing-mode set@--org' | \
            'tenants billing-mode set@1' | \
            'pins@' | \
            'pins thin-ami@' | \
            'pins thin-ami list@' | \
            'pins thin-ami promote@' | \
            'pins thin-ami promote@--runtime' | \
            'pins thin-ami promote@--region' | \
            'pins thin-ami promote@--ami' | \
            'pins runtime-image@' | \
            'pins runtime-image list@' | \
            'pins runtime-image promote@' | \
            'pins runtime-image promote@--runtime' | \
            'pins runtime-image promote@--image' | \
            'instances@' | \
            'instances provision@' | \
            'instances provision@--org' | \
            'instances provision@--runtime' | \
            'instances provision@--platform-url' | \
            'instances provision@--tier' | \
            'instances provision@--instance-type' | \
            'instances provision@--disk' | \
            'instances provision@1' | \
            'instances status@' | \
            'instances status@--instance' | \
            'instances status@1' | \
            'instances deprovision@' | \
            'instances deprovision@--instance' | \
            'instances deprovision@--confirm' | \
            'instances deprovision@1' | \
            'moltnet@' | \
            'moltnet init@' | \
            'moltnet init@--host' | \
            'moltnet init@--network' | \
            'moltnet init@--agent' | \
            'moltnet check@' | \
            'moltnet tokens@' | \
            'moltnet tokens list@' | \
            'moltnet rotate@' | \
            'moltnet rotate@--id' | \
            'moltnet rotate@--new-id' | \
            'moltnet rotate@--variable' | \
            'moltnet rotate@--url' | \
            'moltnet rotate@--wait' | \
            'moltnet rotate@--pass-env' | \
            'moltnet verify@' | \
            'moltnet verify@--url' | \
            'keys@' | \
            'keys list@' | \
            'keys show@' | \
            'keys add@' | \
            'keys add@--origin' | \
            'keys add@--from-env' | \
            'keys add@1' | \
            'keys remove@' | \
            'keys check@' | \
            'keys exec@' | \
            'keys exec@--pass-env' | \
            'rotations@' | \
            'rotations list@' | \
            'rotations show@' | \
            'rotations resume@' | \
            'rotations resume@--from-env' | \
            'rotations resume@--done' | \
            'rotations rollback@' | \
            'rotations rollback@--from-env' | \
            'rotations rollback@--done' | \
            'rotations abandon@' | \
            'rotations abandon@--reason' | \
            'auth@' | \
            'auth status@' | \
            'doctor@' | \
            'config@' | \
            'config get@' | \
            'config set@' | \
            'config set@+' | \
            'config unset@' | \
            'config list@' | \
            'config path@' | \
            'profile@' | \
            'profile list@' | \
            'profile use@' | \
            'profile add@' | \
            'profile add@--setting' | \
            'profile add@1' | \
            'profile remove@' | \
            'api@' | \
            'api list@' | \
            'api describe@' | \
            'api call@' | \
            'api call@--confirm' | \
            'sandbox@' | \
            'sandbox serve@' | \
            'sandbox serve@--listen' | \
            'sandbox serve@--workspaces' | \
            'sandbox serve@--team-size' | \
            'sandbox serve@--for' | \
            'sandbox serve@--strict-org' | \
            'sandbox serve@--provisioning' | \
            'sandbox serve@--rate-limit' | \
            'sandbox serve@--rate-window' | \
            'sandbox serve@--fault' | \
            'sandbox run@' | \
            'sandbox run@--strict-org' | \
            'sandbox run@--provisioning' | \
            'sandbox run@--rate-limit' | \
            'sandbox run@--rate-window' | \
            'sandbox run@--fault' | \
            'sandbox node@' | \
            'sandbox node@--for' | \
            'sandbox tour@' | \
            'install@' | \
            'completion@' | \
            '__complete@' | \
            '__complete@1' | \
            '@--api-url' | \
            '@--cp-url' | \
            '@--org-id' | \
            '@--org-slug' | \
            '@--timeout')
            answer=('nothing') ;;
        '@commands')
            answer=('words' 'admin-token' 'workspaces' 'secrets' 'org' 'templates' 'bundles' 'orgs' 'billing' 'tenants' 'pins' 'instances' 'moltnet' 'keys' 'rotations' 'auth' 'doctor' 'config' 'profile' 'api' 'sandbox' 'install' 'completion' 'help') ;;
        'admin-token@commands')
            answer=('words' 'generate' 'verify' 'rotate') ;;
        'admin-token generate@options')
            answer=('words' '--format' '--bytes' '--save' '--origin' '--reveal') ;;
        'admin-token generate@--format' | \
            'admin-token rotate@--format')
            answer=('words' 'base64' 'base64url' 'hex') ;;
        'admin-token verify@options')
            answer=('words' '--from-stdin' '--from-file' '--from-env' '--from-command' '--from-key' '--wait') ;;
        'admin-token verify@--from-file' | \
            'workspaces create@--from-file' | \
            'workspaces create@--secrets-from' | \
            'workspaces delete@--from-file' | \
            'workspaces delete@--retry-failed' | \
            'workspaces pause@--from-file' | \
            'workspaces pause@--retry-failed' | \
            'workspaces resume@--from-file' | \
            'workspaces resume@--retry-failed' | \
            'workspaces restart@--from-file' | \
            'workspaces restart@--retry-failed' | \
            'workspaces hibernate@--from-file' | \
            'workspaces hibernate@--retry-failed' | \
            'workspaces terminate@--from-file' | \
            'workspaces terminate@--retry-failed' | \
            'workspaces watch@--from-file' | \
            'workspaces tokens revoke@--from-file' | \
            'workspaces tokens revoke@--retry-failed' | \
            'secrets set@--from-file' | \
            'secrets import@1' | \
            'secrets rotate@--runbook' | \
            'secrets rotate@--from-file' | \
            'secrets runbook check@1' | \
            'org import@--template' | \
            'bundles export@--output-file' | \
            'bundles import@1' | \
            'orgs export@--output-file' | \
            'tenants env set@--env-file' | \
            'instances provision@--env-file' | \
            'moltnet check@+' | \
            'moltnet tokens list@--config' | \
            'moltnet tokens list@--node' | \
            'moltnet rotate@--config' | \
            'moltnet rotate@--node' | \
            'moltnet verify@--config' | \
            'moltnet verify@--node' | \
            'keys add@--from-file' | \
            'rotations resume@--from-file' | \
            'rotations rollback@--from-file' | \
            'api call@--body-from' | \
            'sandbox serve@--env-file' | \
            'sandbox serve@--config' | \
            'sandbox serve@--pid-file' | \
            'sandbox serve@--log' | \
            'sandbox serve@--record' | \
            'sandbox run@--log' | \
            'sandbox run@--record' | \
            'sandbox node@--pid-file' | \
            'sandbox node@1' | \
            '@--ca-file')
            answer=('files') ;;
        'admin-token verify@--from-command' | \
            'admin-token rotate@--then' | \
            'secrets set@--from-command' | \
            'secrets rotate@--from-command' | \
            'org tokens rotate@--then' | \
            'moltnet rotate@--then' | \
            'moltnet rotate@--then-node' | \
            'keys add@--command' | \
            'keys add@--store-command' | \
            'keys add@--from-command' | \
            'rotations resume@--from-command' | \
            'rotations rollback@--from-command')
            answer=('shell-command') ;;
        'admin-token verify@--from-key' | \
            'admin-token rotate@--key' | \
            'workspaces list@--from-key' | \
            'workspaces get@--from-key' | \
            'workspaces create@--from-key' | \
            'workspaces delete@--from-key' | \
            'workspaces pause@--from-key' | \
            'workspaces resume@--from-key' | \
            'workspaces restart@--from-key' | \
            'workspaces hibernate@--from-key' | \
            'workspaces terminate@--from-key' | \
            'workspaces wait@--from-key' | \
            'workspaces watch@--from-key' | \
            'workspaces tokens list@--from-key' | \
            'workspaces tokens mint@--from-key' | \
            'workspaces tokens revoke@--from-key' | \
            'workspaces budget get@--from-key' | \
            'workspaces budget set@--from-key' | \
            'workspaces billing-mode get@--from-key' | \
            'workspaces billing-mode set@--from-key' | \
            'secrets list@--from-key' | \
            'secrets set@--from-key' | \
            'secrets unset@--from-key' | \
            'secrets import@--from-key' | \
            'secrets rotate@--key' | \
            'secrets rotate@--from-key' | \
            'org tokens list@--from-key' | \
            'org tokens mint@--from-key' | \
            'org tokens revoke@--from-key' | \
            'org tokens rotate@--key' | \
            'org tokens rotate@--from-key' | \
            'org tokens prune@--from-key' | \
            'org templates@--from-key' | \
            'org import@--from-key' | \
            'templates list@--from-key' | \
            'templates import@--from-key' | \
            'bundles export@--from-key' | \
            'bundles import@--from-key' | \
            'orgs list@--from-key' | \
            'orgs get@--from-key' | \
            'orgs create@--from-key' | \
            'orgs status@--from-key' | \
            'orgs export@--from-key' | \
            'orgs delete@--from-key' | \
            'billing invoices@--from-key' | \
            'billing checkout@--from-key' | \
            'billing portal@--from-key' | \
            'billing top-up@--from-key' | \
            'tenants list@--from-key' | \
            'tenants create@--from-key' | \
            'tenants delete@--from-key' | \
            'tenants scrub@--from-key' | \
            'tenants diagnostics@--from-key' | \
            'tenants redeploy@--from-key' | \
            'tenants redeploy-fleet@--from-key' | \
            'tenants admin-token@--from-key' | \
            'tenants workspaces@--from-key' | \
            'tenants env set@--from-key' | \
            'tenants billing-mode get@--from-key' | \
            'tenants billing-mode set@--from-key' | \
            'pins thin-ami list@--from-key' | \
            'pins thin-ami promote@--from-key' | \
            'pins runtime-image list@--from-key' | \
            'pins runtime-image promote@--from-key' | \
            'instances provision@--from-key' | \
            'instances status@--from-key' | \
            'instances deprovision@--from-key' | \
            'moltnet rotate@--key' | \
            'keys show@1' | \
            'keys remove@1' | \
            'keys exec@+' | \
            'auth status@--from-key' | \
            'doctor@--from-key' | \
            'profile add@--key' | \
            'api call@--from-key')
            answer=('dynamic' 'keys') ;;
        'admin-token rotate@options')
            answer=('words' '--key' '--to' '--then' '--dry-run' '--wait' '--pass-env' '--format' '--bytes') ;;
        'admin-token rotate@--to' | \
            'org tokens mint@--to' | \
            'org tokens rotate@--to' | \
            'moltnet rotate@--to' | \
            'profile add@--to')
            answer=('prefixed' 'env-file:' 'env-file:' 'exec:' 'fly:' 'github:' 'gitea:' 'railway:' 'global-secret' 'workspace-secret:' 'github-output:') ;;
        'workspaces@commands')
            answer=('words' 'list' 'get' 'create' 'delete' 'pause' 'resume' 'restart' 'hibernate' 'terminate' 'wait' 'watch' 'tokens' 'budget' 'billing-mode') ;;
        'workspaces list@options')
            answer=('words' '--status' '--from-key') ;;
        'workspaces list@--status' | \
            'workspaces delete@--status' | \
            'workspaces pause@--status' | \
            'workspaces resume@--status' | \
            'workspaces restart@--status' | \
            'workspaces hibernate@--status' | \
            'workspaces terminate@--status' | \
            'workspaces wait@--for' | \
            'workspaces watch@--status' | \
            'workspaces tokens revoke@--status')
            answer=('words' 'provisioning' 'online' 'degraded' 'offline' 'failed' 'paused' 'hibernating' 'hibernated' 'awaiting_agent' 'removed') ;;
        'workspaces get@options' | \
            'workspaces tokens list@options' | \
            'workspaces budget get@options' | \
            'workspaces billing-mode get@options' | \
            'workspaces billing-mode set@options' | \
            'org tokens list@options' | \
            'org templates@options' | \
            'templates list@options' | \
            'bundles import@options' | \
            'orgs list@options' | \
            'orgs get@options' | \
            'billing invoices@options' | \
            'tenants diagnostics@options' | \
            'tenants workspaces@options' | \
            'pins thin-ami list@options' | \
            'pins runtime-image list@options')
            answer=('words' '--from-key') ;;
        'workspaces get@1' | \
            'workspaces create@--parent' | \
            'workspaces delete@+' | \
            'workspaces pause@+' | \
            'workspaces resume@+' | \
            'workspaces restart@+' | \
            'workspaces hibernate@+' | \
            'workspaces terminate@+' | \
            'workspaces wait@1' | \
            'workspaces watch@+' | \
            'workspaces tokens list@1' | \
            'workspaces tokens mint@1' | \
            'workspaces tokens revoke@1' | \
            'workspaces budget get@1' | \
            'workspaces budget set@1' | \
            'workspaces billing-mode get@1' | \
            'workspaces billing-mode set@1')
            answer=('dynamic' 'workspaces') ;;
        'workspaces create@options')
            answer=('words' '--runtime' '--model' '--template' '--role' '--tier' '--parent' '--external' '--url' '--from-file' '--secrets-from' '--budget' '--save' '--wait' '--from-key') ;;
        'workspaces delete@options')
            answer=('words' '--cascade' '--purge' '--erase-data' '--confirm' '--all' '--status' '--name' '--runtime' '--from-file' '--retry-failed' '--dry-run' '--concurrency' '--from-key') ;;
        'workspaces pause@options' | \
            'workspaces resume@options')
            answer=('words' '--wait' '--all' '--status' '--name' '--runtime' '--from-file' '--retry-failed' '--dry-run' '--concurrency' '--from-key') ;;
        'workspaces restart@options')
            answer=('words' '--revive' '--reset' '--wait' '--all' '--status' '--name' '--runtime' '--from-file' '--retry-failed' '--dry-run' '--concurrency' '--from-key') ;;
        'workspaces hibernate@options')
            answer=('words' '--force' '--all' '--status' '--name' '--runtime' '--from-file' '--retry-failed' '--dry-run' '--concurrency' '--from-key') ;;
        'workspaces terminate@options')
            answer=('words' '--all' '--status' '--name' '--runtime' '--from-file' '--retry-failed' '--dry-run' '--concurrency' '--from-key') ;;
        'workspaces wait@options')
            answer=('words' '--for' '--wait' '--from-key') ;;
        'workspaces watch@options')
            answer=('words' '--all' '--status' '--name' '--runtime' '--from-file' '--interval' '--stop-after' '--from-key') ;;
        'workspaces tokens@commands')
            answer=('words' 'list' 'mint' 'revoke') ;;
        'workspaces tokens mint@options')
            answer=('words' '--save' '--from-key') ;;
        'workspaces tokens revoke@options')
            answer=('words' '--every' '--all' '--status' '--name' '--runtime' '--from-file' '--retry-failed' '--dry-run' '--concurrency' '--from-key') ;;
        'workspaces budget@commands' | \
            'workspaces billing-mode@commands' | \
            'tenants billing-mode@commands')
            answer=('words' 'get' 'set') ;;
        'workspaces budget set@options')
            answer=('words' '--hourly' '--daily' '--weekly' '--monthly' '--usd' '--from-key') ;;
        'workspaces billing-mode set@2' | \
            'tenants billing-mode set@2')
            answer=('words' 'platform_managed' 'byok' 'disabled' 'automatic') ;;
        'secrets@commands')
            answer=('words' 'list' 'set' 'unset' 'import' 'rotate' 'map' 'runbook') ;;
        'secrets list@options' | \
            'secrets unset@options')
            answer=('words' '--global' '--workspace' '--from-key') ;;
        'secrets list@--workspace' | \
            'secrets set@--workspace' | \
            'secrets unset@--workspace' | \
            'secrets import@--workspace' | \
            'bundles export@1')
            answer=('dynamic' 'workspace-ids') ;;
        'secrets set@options')
            answer=('words' '--global' '--workspace' '--from-stdin' '--from-file' '--from-env' '--from-command' '--from-key') ;;
        'secrets import@options')
            answer=('words' '--global' '--workspace' '--only' '--skip-existing' '--dry-run' '--from-key') ;;
        'secrets rotate@options')
            answer=('words' '--runbook' '--setting' '--key' '--dry-run' '--wait' '--pass-env' '--from-key' '--affirm' '--reason' '--compromised' '--tenants' '--confirm' '--old-id' '--verify-provision' '--from-stdin' '--from-file' '--from-env' '--from-command') ;;
        'secrets rotate@1' | \
            'secrets runbook show@1')
            answer=('dynamic' 'runbooks') ;;
        'secrets runbook@commands')
            answer=('words' 'list' 'show' 'check') ;;
        'secrets runbook show@options')
            answer=('words' '--setting') ;;
        'secrets runbook check@options')
            answer=('words' '--schema') ;;
        'org@commands')
            answer=('words' 'tokens' 'templates' 'import') ;;
        'org tokens@commands')
            answer=('words' 'list' 'mint' 'revoke' 'rotate' 'prune') ;;
        'org tokens mint@options')
            answer=('words' '--name' '--save' '--to' '--github-output' '--reveal' '--for-command' '--pass-env' '--from-key') ;;
        'org tokens mint@--' | \
            'keys exec@--' | \
            'sandbox run@--')
            answer=('command-line') ;;
        'org tokens revoke@options')
            answer=('words' '--allow-self' '--from-key') ;;
        'org tokens revoke@+' | \
            'org tokens rotate@1')
            answer=('dynamic' 'org-tokens') ;;
        'org tokens rotate@options')
            answer=('words' '--to' '--then' '--key' '--save' '--dry-run' '--pass-env' '--from-key') ;;
        'org tokens prune@options')
            answer=('words' '--unused-for' '--dry-run' '--from-key') ;;
        'org import@options')
            answer=('words' '--dir' '--template' '--force' '--mode' '--from-key') ;;
        'org import@--mode')
            answer=('words' 'merge' 'reconcile') ;;
        'templates@commands')
            answer=('words' 'list' 'import') ;;
        'templates import@options')
            answer=('words' '--from' '--from-key') ;;
        'templates import@--from' | \
            'moltnet init@--directory' | \
            'sandbox serve@--state' | \
            'install@--prefix')
            answer=('directories') ;;
        'bundles@commands')
            answer=('words' 'export' 'import') ;;
        'bundles export@options' | \
            'orgs export@options')
            answer=('words' '--output-file' '--force' '--from-key') ;;
        'orgs@commands')
            answer=('words' 'list' 'get' 'create' 'status' 'instance' 'export' 'delete') ;;
        'orgs create@options')
            answer=('words' '--name' '--wait' '--deadline' '--plan' '--from-key') ;;
        'orgs status@options')
            answer=('words' '--wait' '--deadline' '--from-key') ;;
        'orgs delete@options' | \
            'tenants scrub@options')
            answer=('words' '--confirm' '--plan' '--from-key') ;;
        'billing@commands')
            answer=('words' 'invoices' 'checkout' 'portal' 'top-up') ;;
        'billing checkout@options')
            answer=('words' '--plan' '--open' '--from-key') ;;
        'billing checkout@--plan')
            answer=('words' 'starter' 'pro') ;;
        'billing portal@options')
            answer=('words' '--open' '--from-key') ;;
        'billing top-up@options')
            answer=('words' '--credits' '--open' '--from-key') ;;
        'tenants@commands')
            answer=('words' 'list' 'create' 'delete' 'scrub' 'diagnostics' 'redeploy' 'redeploy-fleet' 'admin-token' 'workspaces' 'env' 'billing-mode') ;;
        'tenants list@options')
            answer=('words' '--limit' '--from-key') ;;
        'tenants create@options')
            answer=('words' '--name' '--owner' '--dry-run' '--from-key') ;;
        'tenants delete@options')
            answer=('words' '--confirm' '--plan' '--from-key' '--wait' '--deadline') ;;
        'tenants redeploy@options')
            answer=('words' '--plan' '--from-key') ;;
        'tenants redeploy-fleet@options')
            answer=('words' '--tag' '--canary' '--no-canary' '--soak' '--batch-size' '--confirm' '--plan' '--from-key') ;;
        'tenants admin-token@options')
            answer=('words' '--save' '--kind' '--origin' '--reveal' '--from-key') ;;
        'tenants admin-token@--kind')
            answer=('words' 'admin-token' 'tenant-admin-token') ;;
        'tenants env@commands')
            answer=('words' 'set') ;;
        'tenants env set@options')
            answer=('words' '--env-file' '--replace' '--force' '--plan' '--from-key') ;;
        'tenants billing-mode get@options')
            answer=('words' '--org' '--from-key') ;;
        'tenants billing-mode set@options')
            answer=('words' '--org' '--plan' '--from-key') ;;
        'pins@commands')
            answer=('words' 'thin-ami' 'runtime-image') ;;
        'pins thin-ami@commands' | \
            'pins runtime-image@commands')
            answer=('words' 'list' 'promote') ;;
        'pins thin-ami promote@options')
            answer=('words' '--runtime' '--region' '--ami' '--plan' '--from-key') ;;
        'pins runtime-image promote@options')
            answer=('words' '--runtime' '--image' '--plan' '--from-key') ;;
        'instances@commands')
            answer=('words' 'provision' 'status' 'deprovision') ;;
        'instances provision@options')
            answer=('words' '--org' '--runtime' '--platform-url' '--tier' '--instance-type' '--disk' '--env-file' '--plan' '--from-key') ;;
        'instances status@options')
            answer=('words' '--instance' '--from-key') ;;
        'instances deprovision@options')
            answer=('words' '--instance' '--prune' '--confirm' '--plan' '--from-key') ;;
        'moltnet@commands')
            answer=('words' 'init' 'check' 'tokens' 'rotate' 'verify') ;;
        'moltnet init@options')
            answer=('words' '--host' '--network' '--agent' '--directory') ;;
        'moltnet check@options' | \
            'keys check@options')
            answer=('words' '--repair') ;;
        'moltnet tokens@commands')
            answer=('words' 'list') ;;
        'moltnet tokens list@options')
            answer=('words' '--config' '--node') ;;
        'moltnet rotate@options')
            answer=('words' '--id' '--new-id' '--config' '--node' '--to' '--variable' '--overlap' '--retire' '--then' '--then-node' '--url' '--key' '--dry-run' '--wait' '--pass-env') ;;
        'moltnet verify@options')
            answer=('words' '--config' '--node' '--url') ;;
        'keys@commands')
            answer=('words' 'list' 'show' 'add' 'remove' 'check' 'exec') ;;
        'keys show@options')
            answer=('words' '--reveal') ;;
        'keys add@options')
            answer=('words' '--kind' '--origin' '--command' '--store-command' '--from-stdin' '--from-file' '--from-env' '--from-command') ;;
        'keys add@--kind')
            answer=('words' 'admin-token' 'org-token' 'workspace-token' 'admin-bearer' 'provision-secret' 'tenant-admin-token' 'session' 'service-secret') ;;
        'keys exec@options')
            answer=('words' '--pass-env') ;;
        'rotations@commands')
            answer=('words' 'list' 'show' 'resume' 'rollback' 'abandon') ;;
        'rotations list@options')
            answer=('words' '--unfinished') ;;
        'rotations show@options')
            answer=('words' '--check') ;;
        'rotations show@1' | \
            'rotations resume@1' | \
            'rotations rollback@1' | \
            'rotations abandon@1')
            answer=('dynamic' 'rotations') ;;
        'rotations resume@options' | \
            'rotations rollback@options')
            answer=('words' '--from-stdin' '--from-file' '--from-env' '--from-command' '--done') ;;
        'rotations abandon@options')
            answer=('words' '--reason') ;;
        'auth@commands')
            answer=('words' 'status') ;;
        'auth status@options')
            answer=('words' '--check' '--from-key') ;;
        'doctor@options')
            answer=('words' '--offline' '--from-key') ;;
        'config@commands')
            answer=('words' 'get' 'set' 'unset' 'list' 'path') ;;
        'config get@1' | \
            'config set@1' | \
            'config unset@1')
            answer=('dynamic' 'configuration') ;;
        'profile@commands')
            answer=('words' 'list' 'use' 'add' 'remove') ;;
        'profile use@1' | \
            'profile remove@1' | \
            '@--profile')
            answer=('dynamic' 'profiles') ;;
        'profile add@options')
            answer=('words' '--key' '--to' '--setting' '--use') ;;
        'api@commands')
            answer=('words' 'list' 'describe' 'call') ;;
        'api list@options')
            answer=('words' '--tag') ;;
        'api list@--tag')
            answer=('dynamic' 'tags') ;;
        'api describe@1' | \
            'api call@+')
            answer=('dynamic' 'operations') ;;
        'api call@options')
            answer=('words' '--body-from' '--confirm' '--force' '--reveal' '--from-key') ;;
        'sandbox@commands')
            answer=('words' 'serve' 'run' 'node' 'tour') ;;
        'sandbox serve@options')
            answer=('words' '--listen' '--env-file' '--config' '--state' '--workspaces' '--team-size' '--pid-file' '--for' '--surface' '--release' '--strict-org' '--provisioning' '--canvas' '--rate-limit' '--rate-window' '--fault' '--log' '--record') ;;
        'sandbox serve@--surface' | \
            'sandbox run@--surface')
            answer=('words' 'self-hosted' 'tenant' 'control-plane' 'moltnet') ;;
        'sandbox serve@--release' | \
            'sandbox run@--release')
            answer=('words' 'april' 'may' 'v0.1.0' 'v0.1.2' 'v0.1.3' 'v0.1.11' 'v0.1.13') ;;
        'sandbox run@options')
            answer=('words' '--open' '--surface' '--release' '--strict-org' '--provisioning' '--canvas' '--rate-limit' '--rate-window' '--fault' '--log' '--record') ;;
        'sandbox node@options')
            answer=('words' '--pid-file' '--release' '--for') ;;
        'sandbox node@--release')
            answer=('words' 'v0.1.0' 'v0.1.2' 'v0.1.3' 'v0.1.11' 'v0.1.13') ;;
        'install@options')
            answer=('words' '--prefix' '--uninstall' '--dry-run') ;;
        'completion@1')
            answer=('words' 'bash' 'zsh' 'fish') ;;
        '__complete@2')
            answer=('words' '-') ;;
        '@options')
            answer=('words' '--api-url' '--cp-url' '--org-id' '--org-slug' '--via-control-plane' '--profile' '--ca-file' '--output' '-o' '--quiet' '-q' '--verbose' '-v' '--no-input' '--yes' '--timeout' '--color' '--help' '-h' '--version') ;;
        '@--output' | \
            '@-o')
            answer=('words' 'table' 'json' 'yaml' 'tsv') ;;
        '@--color')
            answer=('words' 'auto' 'always' 'never') ;;
        '@topics')
            answer=('words' 'exit-status' 'environment') ;;
        *) return 1 ;;
    esac
}

# Sets words to the words up to the cursor, and places to where each begins in COMP_WORDS. bash splits words at '='
# and ':' as well as at blanks; those are joined again.
_molecule_words() {
    local line=${COMP_LINE:0:COMP_POINT} word blank glue=1 i
    words=() places=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        blank=${line%%[![:blank:]]*}
        line=${line#"$blank"}
        ((i < COMP_CWORD)) || word=$line
        if ((i > 0)) && [[ -z $blank ]] && { ((glue)) || [[ $word == [=:]* ]]; }; then
            words[-1]+=$word
        else
            words+=("$word")
            places+=("$i")
        fi
        line=${line#"$word"}
        glue=0
        [[ $word != *[!=:]* ]] && glue=1
    done
    [[ ${#words[@]} -gt 0 ]]
}

# Reads the words before the cursor: sets path, operands (how many), pending (the option whose value is next), dashes
# (where words began after '--') and helping (whether 'help' was met).
_molecule_scan() {
    local i word letters answer
    path='' operands=0 pending='' dashes='' helping=''
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        word=${words[i]}
        if [[ -n $pending ]]; then
            pending=''
            continue
        fi
        if [[ -z $dashes && $word == -?* ]]; then
            case $word in
                --) dashes=${places[i + 1]} ;;
                --*=*) ;;
                --*) _molecule_option "$word" && pending=$word ;;
                *)
                    for ((letters = 1; letters < ${#word}; letters++)); do
                        if _molecule_option "-${word:letters:1}"; then
                            ((letters == ${#word} - 1)) && pending=-${word:letters:1}
                            break
                        fi
                    done
                    ;;
            esac
        elif [[ -n $helping ]] || _molecule_table "$path@commands"; then
            if _molecule_table "${path:+$path }$word@"; then
                path+=${path:+ }$word
            elif [[ $word == help ]]; then
                helping=1
            fi
        else
            operands=$((operands + 1))
        fi
    done
}

# Answers the value of an option that takes one, of the command or global.
_molecule_option() {
    _molecule_table "$path@$1" || _molecule_table "@$1"
}

# Offers a word, as far as bash will insert it: after the last '=' or ':' that it splits at. Words from outside are
# quoted, because bash inserts them as they are.
_molecule_offer() {
    local candidate=$2$3
    [[ $candidate == "$current"* ]] || return 0
    [[ $3 == *[!A-Za-z0-9_@%+=:,./-]* ]] && printf -v candidate '%s%q' "$2" "$3"
    COMPREPLY+=("${candidate#"$1"}")
}

# Offers files or directories for what is typed after a lead such as '--file=' or 'env-file:'.
_molecule_files() {
    local action=$1 kept=$2 lead=$3 name
    local typed=${current#"$lead"}
    compopt -o filenames 2>/dev/null
    # A tilde is left to bash, which expands it where the word begins.
    while IFS= read -r name; do
        COMPREPLY+=("${lead#"$kept"}$name")
    done < <(compgen "$action" -- "$typed")
}

# Offers what an answer says for the word at the cursor; $1 is the part of it before the value, such as '--file='.
_molecule_answer() {
    local lead=$1 kept='' word line
    # The part of the word that bash keeps: up to the last character it splits at.
    case $current in
        *[=:]*)
            kept=${current%"${current##*[=:]}"}
            while [[ -n $kept && $COMP_WORDBREAKS != *"${kept: -1}"* ]]; do
                kept=${kept%?}
                kept=${kept%"${kept##*[=:]}"}
            done
            ;;
    esac
    case ${answer[0]} in
        words)
            for word in "${answer[@]:1}"; do _molecule_offer "$kept" "$lead" "$word"; done ;;
        files) _molecule_files -f "$kept" "$lead" ;;
        directories) _molecule_files -d "$kept" "$lead" ;;
        shell-command)
            while IFS= read -r word; do
                _molecule_offer "$kept" "$lead" "$word"
            done < <(compgen -c -- "${current#"$lead"}") ;;
        dynamic)
            while IFS= read -r line; do
                [[ -n $line ]] && _molecule_offer "$kept" "$lead" "${line%%$'\t'*}"
            done < <(printf '%s\n' "${words[@]:1:${#words[@]}-2}" |
                command molecule __complete "${answer[1]}" - 2>/dev/null) ;;
        prefixed)
            for word in ${answer[1]}; do
                if [[ ${current#"$lead"} == "$word"* ]]; then
                    _molecule_files -f "$kept" "$lead$word"
                    return
                fi
            done
            compopt -o nospace 2>/dev/null
            for word in "${answer[@]:2}"; do _molecule_offer "$kept" "$lead" "$word"; done ;;
    esac
}

# Completes the command line of another program, which begins at a word of COMP_WORDS.
_molecule_other_program() {
    if declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset "$1"
    elif declare -F _command_offset >/dev/null; then
        _command_offset "$1"
    else
        compopt -o filenames 2>/dev/null
        local word
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done < <(if (($1 == COMP_CWORD)); then compgen -c -- "$current"; else compgen -f -- "$current"; fi)
    fi
}

_molecule() {
    local words places path operands pending dashes helping answer current word i
    COMPREPLY=()
    _molecule_words || return 0
    _molecule_scan
    current=${words[${#words[@]} - 1]}
    if [[ -n $pending ]]; then
        _molecule_option "$pending" && _molecule_answer ''
    elif [[ -n $dashes ]] && _molecule_table "$path@--"; then
        _molecule_other_program "$dashes"
    elif [[ -z $dashes && $current == --*=* ]]; then
        _molecule_option "${current%%=*}" && _molecule_answer "${current%%=*}="
    elif [[ -z $dashes && $current == -* ]]; then
        # The letters of a bundle up to the first that takes a value, which is the rest of the word.
        if [[ $current == -[!-]* ]]; then
            for ((i = 1; i < ${#current} - 1; i++)); do
                if _molecule_option "-${current:i:1}"; then
                    _molecule_answer "${current:0:i + 1}"
                    return 0
                fi
            done
        fi
        _molecule_table "$path@options" && [[ -n $path ]] && _molecule_answer ''
        _molecule_table "@options" && _molecule_answer ''
    elif _molecule_table "$path@commands"; then
        _molecule_answer ''
        if [[ -n $helping && -z $path ]] && _molecule_table '@topics'; then _molecule_answer ''; fi
    elif [[ -z $helping ]]; then
        if _molecule_table "$path@$((operands + 1))" || _molecule_table "$path@+"; then _molecule_answer ''; fi
    fi
    return 0
}

complete -F _molecule molecule
