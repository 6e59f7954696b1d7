// swift-format-ignore-file
// Generated from Runbooks/*.json by molecule-generate; do not edit.

/// The runbooks that come with the program.
public enum BuiltInRunbooks {
    /// The documents as they are in the repository, by their names.
    public static let documents: [String: String] = [
        "ANTHROPIC_API_KEY": ##"""
        {
          "molecule_runbook": 1,
          "secret": "ANTHROPIC_API_KEY",
          "purpose": "The key of the default model provider, for every workspace.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "sk-ant-"
            ],
            "minimum_length": 24,
            "maximum_length": 256,
            "form": "token"
          },
          "lives": [
            "a global secret of each platform, which every workspace gets when it starts"
          ],
          "settings": [
            {
              "name": "anthropic_api_url",
              "summary": "the address of the Anthropic API",
              "example": "https://api.anthropic.com"
            }
          ],
          "origin": "${anthropic_api_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "In the Anthropic console, under API keys, create a key whose name tells the environment and the day, and copy it; it is shown once."
            }
          },
          "destinations": [
            "global-secret"
          ],
          "proofs": [
            {
              "kind": "bearer",
              "summary": "Anthropic takes the new key, and no other",
              "settings": {
                "extra_header_anthropic-version": "2023-06-01",
                "header": "x-api-key",
                "refused": "401,403",
                "scheme": "",
                "url": "${anthropic_api_url}/v1/models"
              }
            },
            {
              "kind": "destinations",
              "summary": "the platform lists the global secret, newly written"
            },
            {
              "kind": "fleet",
              "summary": "every workspace that had to restart is online again",
              "settings": {
                "key": "ANTHROPIC_API_KEY"
              }
            }
          ],
          "retirement": {
            "kind": "manual",
            "settings": {
              "guard": "fleet",
              "instruction": "In the Anthropic console, under API keys, delete the old key: the one created before this rotation."
            }
          },
          "overlap": "until-retired",
          "blast_radius": "Every workspace of the platform that is not paused restarts, which interrupts its work: choose a quiet hour. Workspaces with a key of their own are not touched and keep it. Paused ones see the new key when they are resumed, and external ones must be told.",
          "danger": "medium",
          "patience_seconds": 1800,
          "drift": [
            "The procedure takes one restarted workspace for a proof. Here every workspace that had to restart is waited for.",
            "The procedure puts the value on a command line, where the history of the shell keeps it; here it is sent from memory.",
            "The control plane has no way to set the secret for all tenants: the rotation is done platform by platform.",
            "Setting it for single workspaces only is not enough: those that talk to the provider directly need the global one.",
            "A workspace that was paused keeps the old key until it is resumed, and one that sets the key itself keeps it for good: the old key is not to be deleted while either may still use it."
          ]
        }

        """##,
        "DATABASE_URL": ##"""
        {
          "molecule_runbook": 1,
          "secret": "DATABASE_URL",
          "purpose": "The control plane's own connection to its Postgres database.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "postgres://",
              "postgresql://"
            ],
            "minimum_length": 20,
            "maximum_length": 2048,
            "form": "uri"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "control_plane_url",
              "summary": "the control plane's address",
              "example": "https://api.example.com"
            },
            {
              "name": "control_plane_status_url",
              "summary": "the control plane's page that asks the database",
              "example": "https://api.example.com/cp/status"
            }
          ],
          "origin": "${control_plane_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "In the Neon console, open the control plane's project: for a migration copy the connection string of the new endpoint; after a leak reset the role's password, which ends the old string at once, and copy the new one."
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            },
            {
              "kind": "health",
              "summary": "the control plane is up and reaches a database",
              "settings": {
                "url": "${control_plane_status_url}"
              }
            }
          ],
          "overlap": "cut-over",
          "requirements": [
            {
              "name": "connection-tested",
              "question": "Will the new connection string be tried with psql before it is pasted?"
            }
          ],
          "reasons": [
            "neon-migration",
            "leak"
          ],
          "blast_radius": "The whole control plane: with a wrong value it is down.",
          "danger": "high",
          "patience_seconds": 600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "The procedure sets the secret without naming the app it is for.",
            "A password that was reset ends the old value before the new one is deployed: the control plane is down from the reset to the end of the deployment, so paste the new value at once.",
            "The health page of the procedure does not ask the database; the status page does, and answers 503 where it cannot."
          ]
        }

        """##,
        "FLY_API_TOKEN": ##"""
        {
          "molecule_runbook": 1,
          "secret": "FLY_API_TOKEN",
          "purpose": "Lets the control plane create and delete the machines of tenants on Fly, and lets CI push images there.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "FlyV1 "
            ],
            "minimum_length": 40,
            "maximum_length": 8192,
            "form": "words"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})",
            "the secret store of CI (${ci_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "ci_store",
              "summary": "where the secrets of CI are kept: a destination",
              "example": "github:OWNER/REPO"
            },
            {
              "name": "fly_api_url",
              "summary": "the address of the Machines API",
              "example": "https://api.machines.dev"
            },
            {
              "name": "fly_app",
              "summary": "the app the token is for: a deploy token is bound to one",
              "example": "molecule-tenant"
            },
            {
              "name": "fly_token_expiry",
              "summary": "how long a token lives; without it, as long as the issuer likes",
              "example": "8760h",
              "optional": true
            },
            {
              "name": "publish_repository",
              "summary": "the repository whose workflow pushes images, as OWNER/REPO",
              "example": "OWNER/REPO",
              "optional": true
            },
            {
              "name": "publish_workflow",
              "summary": "the file name of that workflow",
              "example": "publish-workspace-server-image.yml",
              "optional": true
            }
          ],
          "origin": "${fly_api_url}",
          "source": {
            "kind": "fly-token",
            "settings": {
              "app": "${fly_app}",
              "expiry": "${fly_token_expiry}"
            }
          },
          "destinations": [
            "${control_plane_store}",
            "${ci_store}"
          ],
          "proofs": [
            {
              "kind": "bearer",
              "summary": "the Machines API takes the new token for the app, and no other",
              "settings": {
                "accepted": "200",
                "header": "Authorization",
                "refused": "401,403",
                "scheme": "",
                "url": "${fly_api_url}/v1/apps/${fly_app}"
              }
            },
            {
              "kind": "destinations",
              "summary": "both stores have the new token, deployed where they deploy"
            },
            {
              "kind": "github-workflow",
              "summary": "CI can push an image with the new token",
              "settings": {
                "repository": "${publish_repository}",
                "workflow": "${publish_workflow}"
              }
            }
          ],
          "retirement": {
            "kind": "fly-token",
            "settings": {
              "app": "${fly_app}"
            }
          },
          "overlap": "until-retired",
          "coupling": "One token lives in two places, and either fails without a sound. If only CI has the new one, the control plane is answered 401 once the old one is revoked and no tenant can be created, while builds stay green. If only the control plane has it, publishing fails without an alarm, and tenants are made from a stale image.",
          "blast_radius": "Creating and deleting tenants, and publishing images. Tenants that run go on running.",
          "danger": "high",
          "patience_seconds": 900,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "The procedure creates the token without naming an app. A deploy token is bound to one app, and the token of CI had been made for the app of tenants: fly_app must be the app that both sides work on.",
            "The procedure revokes by id and trusts the status: flyctl ends with 0 even when the revocation failed. Here the tokens are listed again.",
            "The procedure takes the control plane's health page for a proof. That page does not use the token; here the Machines API is asked with it.",
            "The push of images to Fly's registry was removed, and images go to another registry.",
            "The procedure starts the workflow publish-platform-image.yml; on the main branch the file is publish-workspace-server-image.yml now."
          ]
        }

        """##,
        "GITHUB_TOKEN": ##"""
        {
          "molecule_runbook": 1,
          "secret": "GITHUB_TOKEN",
          "purpose": "Lets a run of GitHub Actions push images to GitHub's registry.",
          "stance": "nothing-to-do",
          "reason": "GitHub makes a new one for every run and ends it with the run. There is nothing to rotate.",
          "shape": {
            "prefixes": [
              "ghs_"
            ],
            "minimum_length": 20,
            "maximum_length": 1024,
            "form": "token"
          },
          "lives": [
            "GitHub Actions, in each run"
          ],
          "blast_radius": "Nothing.",
          "danger": "none",
          "drift": [
            "Where repositories have moved to Gitea, GITEA_TOKEN takes its place for clones, and that one does not rotate by itself."
          ]
        }

        """##,
        "NEON_API_KEY": ##"""
        {
          "molecule_runbook": 1,
          "secret": "NEON_API_KEY",
          "purpose": "Lets the control plane create and delete the database branches of tenants at Neon.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "napi_"
            ],
            "minimum_length": 20,
            "maximum_length": 256,
            "form": "token"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "neon_api_url",
              "summary": "the address of the Neon API",
              "example": "https://console.neon.tech"
            },
            {
              "name": "neon_project",
              "summary": "the id of the project whose branches tenants get",
              "example": "quiet-lake-12345678"
            },
            {
              "name": "disposable_prefixes",
              "summary": "what names of disposable organisations begin with, which lets the rotation create and delete one",
              "example": "keytest-",
              "optional": true
            }
          ],
          "origin": "${neon_api_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "In the Neon console, under Account settings, API keys, create a key whose name tells the day, and copy it; it is shown once."
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "bearer",
              "summary": "Neon takes the new key for the project, and no other",
              "settings": {
                "url": "${neon_api_url}/api/v2/projects/${neon_project}"
              }
            },
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            },
            {
              "kind": "provision",
              "summary": "a tenant can be created and deleted with the new key",
              "settings": {
                "prefixes": "${disposable_prefixes}"
              }
            }
          ],
          "retirement": {
            "kind": "manual",
            "settings": {
              "instruction": "In the Neon console, under Account settings, API keys, revoke the old key: the one created before this rotation, last used until just now."
            }
          },
          "overlap": "until-retired",
          "blast_radius": "Creating and deleting tenants. Tenants that run keep the addresses of their databases.",
          "danger": "medium",
          "patience_seconds": 600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "The procedure calls the creation of an organisation a dry run, and it creates a real one; it also sends no credential, which is refused today. Here that is a proof of its own, done only where disposable_prefixes is set, and cleaned up.",
            "The dry run of the administration's interface creates nothing, so it does not use the key and proves nothing about it."
          ]
        }

        """##,
        "RESEND_API_KEY": ##"""
        {
          "molecule_runbook": 1,
          "secret": "RESEND_API_KEY",
          "purpose": "Lets the control plane send mail through Resend, today the confirmation that an organisation's data was erased.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "re_"
            ],
            "minimum_length": 12,
            "maximum_length": 256,
            "form": "token"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "resend_api_url",
              "summary": "the address of the Resend API",
              "example": "https://api.resend.com"
            }
          ],
          "origin": "${resend_api_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "In the Resend dashboard, under API keys, create a key for the control plane whose name tells the day, and copy it; it is shown once."
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "bearer",
              "summary": "Resend takes the new key, and no other",
              "settings": {
                "accepted": "200",
                "refused": "400,401,403",
                "url": "${resend_api_url}/domains"
              }
            },
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            }
          ],
          "retirement": {
            "kind": "manual",
            "settings": {
              "instruction": "In the Resend dashboard, under API keys, revoke the old key: the one created before this rotation."
            }
          },
          "overlap": "until-retired",
          "blast_radius": "Mail of the control plane, and it fails silently: the erasure of an organisation answers as if all were well, an empty key disables sending without a word, and only the log line 'purge confirmation email failed' tells. Watch for it after the rotation.",
          "danger": "low",
          "patience_seconds": 600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "A secret store may hold a value that is not deployed yet. The procedure leaves that to the next image; here the deployment is a step of the rotation, and the rotation is not over before it.",
            "The procedure proves the key by deleting a test organisation and looking for the mail. Here Resend itself is asked, which deletes nothing.",
            "A key that may only send is refused when it asks for the domains, so it cannot be proven this way: create one that may read them, or use a copy of this runbook with a manual proof."
          ]
        }

        """##,
        "RESEND_FROM_EMAIL": ##"""
        {
          "molecule_runbook": 1,
          "secret": "RESEND_FROM_EMAIL",
          "purpose": "The sender of the control plane's mail.",
          "stance": "rotate",
          "shape": {
            "prefixes": [],
            "minimum_length": 6,
            "maximum_length": 320,
            "form": "mailbox"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "control_plane_url",
              "summary": "the control plane's address",
              "example": "https://api.example.com"
            }
          ],
          "origin": "${control_plane_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "Write the mailbox the mail is to come from, such as: Molecule AI <noreply@example.com>"
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            },
            {
              "kind": "manual",
              "summary": "a mail from the new sender arrived",
              "settings": {
                "instruction": "Let the control plane send a mail, such as the confirmation after the erasure of a disposable organisation, and see in the Resend dashboard, under Emails, that it was delivered from the new sender."
              }
            }
          ],
          "overlap": "cut-over",
          "requirements": [
            {
              "name": "domain-verified",
              "question": "Is the new sender's domain verified at Resend, with its SPF, DKIM and DMARC records?"
            }
          ],
          "blast_radius": "Mail of the control plane: from a domain that is not verified, every send is refused with 403, and nobody is told.",
          "danger": "medium",
          "patience_seconds": 600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "A secret store may hold a value that is not deployed yet. The procedure leaves that to the next image; here the deployment is a step of the rotation, and the rotation is not over before it.",
            "Nothing checks the domain when the value is deployed, so the question is asked before."
          ]
        }

        """##,
        "SECRETS_ENCRYPTION_KEY": ##"""
        {
          "molecule_runbook": 1,
          "secret": "SECRETS_ENCRYPTION_KEY",
          "purpose": "Encrypts the database and Redis addresses of tenants in the control plane's database (AES-256).",
          "stance": "compromised-only",
          "reason": "Every row that was encrypted with the old key becomes unreadable: no tenant is reachable until it has been provisioned again. Encrypting the rows anew in place is not possible yet.",
          "shape": {
            "prefixes": [],
            "minimum_length": 64,
            "maximum_length": 64,
            "form": "hex"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "control_plane_url",
              "summary": "the control plane's address",
              "example": "https://api.example.com"
            }
          ],
          "origin": "${control_plane_url}",
          "source": {
            "kind": "generated",
            "settings": {
              "bytes": "32",
              "format": "hex"
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            },
            {
              "kind": "manual",
              "summary": "every tenant was provisioned again and is up",
              "settings": {
                "instruction": "Provision every tenant again, which gives it a new database branch and a new machine, and see that the health page of each answers 200."
              }
            }
          ],
          "retirement": {
            "kind": "manual",
            "settings": {
              "instruction": "Destroy every copy of the old key, now that every tenant is back: the former value in the key store, in password managers, in backups of the secret store."
            }
          },
          "overlap": "cut-over",
          "requirements": [
            {
              "name": "tenants-listed",
              "question": "Has every organisation with a tenant been listed, so that none is forgotten?"
            },
            {
              "name": "tenants-will-be-provisioned-again",
              "question": "Will every tenant be provisioned again as soon as the new key is deployed, and is everybody concerned told that all of them are down until then?"
            }
          ],
          "blast_radius": "Every tenant: all are unreachable from the deployment until each has been provisioned again. The data in their old database branches is not carried over.",
          "danger": "forbidden",
          "patience_seconds": 3600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "An envelope by a key management service exists by now: rows written with it begin with a version byte and do not depend on this key. Older rows still do, and cannot be told apart from outside.",
            "On a self-hosted server a variable of the same name encrypts the secrets of workspaces. It cannot be rotated without migrating the data either, and this runbook is not about it."
          ]
        }

        """##,
        "STRIPE_API_KEY": ##"""
        {
          "molecule_runbook": 1,
          "secret": "STRIPE_API_KEY",
          "purpose": "Lets the control plane manage customers, subscriptions and checkouts at Stripe, and erase customers there.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "sk_live_",
              "sk_test_"
            ],
            "minimum_length": 20,
            "maximum_length": 256,
            "form": "token"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "stripe_api_url",
              "summary": "the address of the Stripe API",
              "example": "https://api.stripe.com"
            }
          ],
          "origin": "${stripe_api_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "In the Stripe dashboard, under Developers, API keys, choose Roll key on the secret key, let the old one expire no sooner than in an hour, and copy the new one; after a leak let it expire now."
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "bearer",
              "summary": "Stripe takes the new key, and no other",
              "settings": {
                "url": "${stripe_api_url}/v1/balance"
              }
            },
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            }
          ],
          "retirement": {
            "kind": "manual",
            "settings": {
              "instruction": "In the Stripe dashboard, under Developers, API keys, see that the old key has expired, or let it expire now; its time is the one picked when it was rolled."
            }
          },
          "overlap": "until-retired",
          "blast_radius": "Checkout, the billing portal, subscriptions, and the step of an erasure that removes the customer at Stripe.",
          "danger": "high",
          "patience_seconds": 600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "A secret store may hold a value that is not deployed yet. The procedure leaves that to the next image; here the deployment is a step of the rotation, and the rotation is not over before it.",
            "The procedure says that Stripe ends the old key by itself. It does so at the time that was picked when the key was rolled: with an immediate end there is no overlap, and billing fails until the new key is deployed, so staging it for the next image is an outage.",
            "How long both keys work is picked in the dashboard and cannot be read from outside: so the overlap lasts here until somebody has seen that the old key is gone.",
            "The procedure proves the key with a checkout in a signed-in session. Here the balance is read, which changes nothing; a key of the test mode is taken there too, so compare the prefix with the mode of the control plane."
          ]
        }

        """##,
        "STRIPE_WEBHOOK_SECRET": ##"""
        {
          "molecule_runbook": 1,
          "secret": "STRIPE_WEBHOOK_SECRET",
          "purpose": "Lets the control plane tell events that Stripe has signed from forged ones.",
          "stance": "rotate",
          "shape": {
            "prefixes": [
              "whsec_"
            ],
            "minimum_length": 20,
            "maximum_length": 256,
            "form": "token"
          },
          "lives": [
            "the control plane's secret store (${control_plane_store})"
          ],
          "settings": [
            {
              "name": "control_plane_store",
              "summary": "where the control plane's secrets are kept: a destination",
              "example": "fly:molecule-cp"
            },
            {
              "name": "control_plane_url",
              "summary": "the control plane's address",
              "example": "https://api.example.com"
            }
          ],
          "origin": "${control_plane_url}",
          "source": {
            "kind": "pasted",
            "settings": {
              "instruction": "In the Stripe dashboard, under Developers, Webhooks, open the control plane's endpoint, choose Roll secret, let the old one expire in 24 hours, and copy the new one."
            }
          },
          "destinations": [
            "${control_plane_store}"
          ],
          "proofs": [
            {
              "kind": "destinations",
              "summary": "the control plane runs with the new value"
            },
            {
              "kind": "webhook",
              "summary": "the control plane takes an event signed with the new secret, and no other",
              "settings": {
                "url": "${control_plane_url}/webhooks/stripe"
              }
            }
          ],
          "retirement": {
            "kind": "expires"
          },
          "overlap": {
            "hours": 24
          },
          "blast_radius": "All webhooks: with a wrong secret every event is answered 400. Stripe sends events again, so a short outage loses none.",
          "danger": "high",
          "patience_seconds": 600,
          "drift": [
            "The procedure names one host, one app and one repository. The control plane and its repository have moved since, so all of them are settings of the profile.",
            "A secret store may hold a value that is not deployed yet. The procedure leaves that to the next image; here the deployment is a step of the rotation, and the rotation is not over before it.",
            "The procedure triggers an event with an option that the tool does not have there; the command that has it signs with a secret of its own, so it proves nothing about this one. Here a test event is signed with the new secret and sent to the endpoint.",
            "Both secrets work for 24 hours from the roll, whether the new one is deployed or not: deploy it well inside them. The key and the webhook secret of Stripe are independent, and need not be rotated together."
          ]
        }

        """##,
        "TENANT_REDIS_URL": ##"""
        {
          "molecule_runbook": 1,
          "secret": "TENANT_REDIS_URL",
          "purpose": "The Redis address that the control plane gives to every tenant it creates, as REDIS_URL.",
          "stance": "refuse",
          "reason": "There is no procedure for it. A new value reaches only tenants that are created afterwards: the ones that run keep the address they were created with, and lose their Redis when the old one ends.",
          "shape": {
            "prefixes": [
              "redis://",
              "rediss://"
            ],
            "minimum_length": 12,
            "maximum_length": 2048,
            "form": "uri"
          },
          "lives": [
            "the control plane's secret store",
            "every tenant, as REDIS_URL since it was created"
          ],
          "blast_radius": "Every tenant that was created with the old value.",
          "danger": "high",
          "drift": [
            "The procedure lists the secret and says nothing about its rotation."
          ]
        }

        """##,
    ]
}
