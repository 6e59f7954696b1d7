// swift-format-ignore-file
// Generated from Runbook/runbook.schema.json by molecule-generate; do not edit.

/// The JSON Schema of runbook documents.
public enum RunbookSchema {
    /// The document as it is in the repository.
    public static let text = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Runbook of molecule",
      "description": "How one secret is rotated. A text may name a setting as ${name}. What a schema cannot say is checked by: molecule secrets runbook check FILE",
      "type": "object",
      "properties": {
        "molecule_runbook": {
          "const": 1,
          "description": "The number of the format."
        },
        "secret": {
          "type": "string",
          "pattern": "^[A-Z][A-Z0-9_]{0,127}$",
          "description": "The name of the secret at its destinations."
        },
        "purpose": {
          "type": "string",
          "minLength": 1,
          "maxLength": 4000,
          "description": "What the secret is for: one sentence."
        },
        "stance": {
          "enum": [
            "rotate",
            "compromised-only",
            "refuse",
            "nothing-to-do"
          ],
          "description": "Whether it is rotated."
        },
        "reason": {
          "type": "string",
          "minLength": 1,
          "maxLength": 4000,
          "description": "Why the stance is not rotate."
        },
        "shape": {
          "$ref": "#/$defs/shape",
          "description": "What values look like."
        },
        "lives": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 4000
          },
          "maxItems": 64,
          "minItems": 1,
          "description": "Where the secret lives, in words."
        },
        "settings": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/setting"
          },
          "maxItems": 64,
          "description": "The settings its texts name."
        },
        "origin": {
          "type": "string",
          "anyOf": [
            {
              "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
            },
            {
              "pattern": "^(https://[^\\s@]+|http://(localhost|127\\.[0-9.]+|\\[::1\\])([:/?#][^\\s@]*)?)$"
            }
          ],
          "description": "The server that values are sent to when they are proven."
        },
        "source": {
          "$ref": "#/$defs/source",
          "description": "How a new value comes."
        },
        "destinations": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 4000,
            "pattern": "^(\\$\\{[a-z]|(env-file|exec|fly|github|gitea|railway|workspace-secret|github-output):.|global-secret$)"
          },
          "maxItems": 64,
          "minItems": 1,
          "uniqueItems": true,
          "description": "Where the value goes, in order."
        },
        "proofs": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/proof"
          },
          "maxItems": 64,
          "minItems": 1,
          "description": "How it is known that the value is live, in order."
        },
        "retirement": {
          "$ref": "#/$defs/retirement",
          "description": "What becomes of the old value."
        },
        "overlap": {
          "$ref": "#/$defs/overlap",
          "description": "How long both values work."
        },
        "coupling": {
          "type": "string",
          "minLength": 1,
          "maxLength": 4000,
          "description": "What happens if only one destination gets the value."
        },
        "requirements": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/requirement"
          },
          "maxItems": 64,
          "description": "What somebody must affirm before the rotation begins."
        },
        "reasons": {
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9-]{0,63}$"
          },
          "maxItems": 64,
          "uniqueItems": true,
          "description": "The reasons that are good enough, where one must be given."
        },
        "blast_radius": {
          "type": "string",
          "minLength": 1,
          "maxLength": 4000,
          "description": "What is touched."
        },
        "danger": {
          "enum": [
            "none",
            "low",
            "medium",
            "high",
            "forbidden"
          ],
          "description": "How bad it can get."
        },
        "patience_seconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 86400,
          "description": "How long to wait for the value to be live."
        },
        "drift": {
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 4000
          },
          "maxItems": 64,
          "description": "Where the procedure this comes from and the platform of today differ."
        }
      },
      "required": [
        "molecule_runbook",
        "secret",
        "purpose",
        "stance",
        "lives",
        "blast_radius",
        "danger"
      ],
      "additionalProperties": false,
      "allOf": [
        {
          "if": {
            "properties": {
              "stance": {
                "enum": [
                  "rotate",
                  "compromised-only"
                ]
              }
            }
          },
          "then": {
            "required": [
              "shape",
              "origin",
              "source",
              "destinations",
              "proofs",
              "overlap",
              "patience_seconds"
            ]
          },
          "else": {
            "properties": {
              "origin": false,
              "source": false,
              "destinations": false,
              "proofs": false,
              "overlap": false,
              "patience_seconds": false,
              "retirement": false,
              "requirements": false,
              "reasons": false
            }
          }
        },
        {
          "if": {
            "properties": {
              "stance": {
                "const": "rotate"
              }
            }
          },
          "then": {
            "properties": {
              "reason": false,
              "danger": {
                "not": {
                  "const": "forbidden"
                }
              }
            }
          },
          "else": {
            "required": [
              "reason"
            ]
          }
        },
        {
          "if": {
            "properties": {
              "stance": {
                "const": "compromised-only"
              }
            }
          },
          "then": {
            "properties": {
              "danger": {
                "const": "forbidden"
              }
            }
          }
        },
        {
          "if": {
            "properties": {
              "stance": {
                "const": "nothing-to-do"
              }
            }
          },
          "then": {
            "properties": {
              "danger": {
                "const": "none"
              }
            }
          }
        },
        {
          "if": {
            "required": [
              "coupling"
            ],
            "properties": {
              "stance": {
                "enum": [
                  "rotate",
                  "compromised-only"
                ]
              }
            }
          },
          "then": {
            "properties": {
              "destinations": {
                "minItems": 2
              }
            }
          }
        },
        {
          "if": {
            "required": [
              "overlap"
            ],
            "properties": {
              "overlap": {
                "not": {
                  "const": "cut-over"
                }
              }
            }
          },
          "then": {
            "required": [
              "retirement"
            ]
          }
        },
        {
          "if": {
            "required": [
              "retirement"
            ],
            "properties": {
              "retirement": {
                "properties": {
                  "kind": {
                    "const": "expires"
                  }
                },
                "required": [
                  "kind"
                ]
              }
            }
          },
          "then": {
            "properties": {
              "overlap": {
                "type": "object"
              }
            }
          }
        }
      ],
      "$defs": {
        "shape": {
          "type": "object",
          "properties": {
            "prefixes": {
              "type": "array",
              "items": {
                "type": "string",
                "pattern": "^[ -~]{1,24}$"
              },
              "maxItems": 64,
              "description": "What a value begins with, any of them."
            },
            "minimum_length": {
              "type": "integer",
              "minimum": 1,
              "maximum": 16384,
              "description": "The least bytes it has."
            },
            "maximum_length": {
              "type": "integer",
              "minimum": 1,
              "maximum": 16384,
              "description": "The most bytes it has."
            },
            "form": {
              "enum": [
                "token",
                "words",
                "hex",
                "uri",
                "mailbox"
              ],
              "description": "What it consists of."
            }
          },
          "required": [
            "prefixes",
            "minimum_length",
            "maximum_length",
            "form"
          ],
          "additionalProperties": false
        },
        "setting": {
          "type": "object",
          "properties": {
            "name": {
              "type": "string",
              "pattern": "^[a-z][a-z0-9_]{0,63}$",
              "description": "Its name."
            },
            "summary": {
              "type": "string",
              "minLength": 1,
              "maxLength": 4000,
              "description": "What it is, without a full stop."
            },
            "example": {
              "type": "string",
              "minLength": 1,
              "maxLength": 4000,
              "description": "What it may look like."
            },
            "optional": {
              "type": "boolean",
              "default": false,
              "description": "Whether the rotation can do without it."
            }
          },
          "required": [
            "name",
            "summary",
            "example"
          ],
          "additionalProperties": false
        },
        "source": {
          "type": "object",
          "properties": {
            "kind": {
              "enum": [
                "generated",
                "command",
                "pasted",
                "fly-token"
              ],
              "description": "Which kind."
            },
            "settings": {
              "type": "object",
              "additionalProperties": {
                "type": "string",
                "maxLength": 4000
              },
              "description": "The settings of the kind, all of them texts."
            }
          },
          "required": [
            "kind"
          ],
          "additionalProperties": false,
          "allOf": [
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "generated"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "format": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^(base64|base64url|hex)$"
                          }
                        ]
                      },
                      "bytes": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^[0-9]{2,4}$"
                          }
                        ]
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "format",
                      "bytes"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "command"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "command": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      },
                      "summary": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "command",
                      "summary"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "pasted"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "instruction": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "instruction"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "fly-token"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "app": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      },
                      "expiry": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "app"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            }
          ]
        },
        "proof": {
          "type": "object",
          "properties": {
            "kind": {
              "enum": [
                "bearer",
                "webhook",
                "destinations",
                "health",
                "github-workflow",
                "fleet",
                "provision",
                "command",
                "manual"
              ],
              "description": "Which kind."
            },
            "settings": {
              "type": "object",
              "additionalProperties": {
                "type": "string",
                "maxLength": 4000
              },
              "description": "The settings of the kind, all of them texts."
            },
            "summary": {
              "type": "string",
              "minLength": 1,
              "maxLength": 4000,
              "description": "What it proves, for the plan, without a full stop."
            }
          },
          "required": [
            "kind"
          ],
          "additionalProperties": false,
          "allOf": [
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "bearer"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "url": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^(https://[^\\s@]+|http://(localhost|127\\.[0-9.]+|\\[::1\\])([:/?#][^\\s@]*)?)$"
                          }
                        ]
                      },
                      "header": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^[A-Za-z0-9_-]+$"
                          }
                        ]
                      },
                      "scheme": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^[A-Za-z0-9_-]*$"
                          }
                        ]
                      },
                      "accepted": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^[1-5][0-9]{2}(,[1-5][0-9]{2})*$"
                          }
                        ]
                      },
                      "refused": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^[1-5][0-9]{2}(,[1-5][0-9]{2})*$"
                          }
                        ]
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "url"
                    ],
                    "patternProperties": {
                      "^extra_header_[A-Za-z0-9_-]+$": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    }
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "webhook"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "url": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^(https://[^\\s@]+|http://(localhost|127\\.[0-9.]+|\\[::1\\])([:/?#][^\\s@]*)?)$"
                          }
                        ]
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "url"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "destinations"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {},
                    "additionalProperties": false
                  }
                }
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "health"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "url": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^(https://[^\\s@]+|http://(localhost|127\\.[0-9.]+|\\[::1\\])([:/?#][^\\s@]*)?)$"
                          }
                        ]
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "url"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "github-workflow"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "repository": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      },
                      "workflow": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "repository",
                      "workflow"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "fleet"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "key": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "key"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "provision"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "prefixes": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "prefixes"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "command"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "command": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "command"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "manual"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "instruction": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "instruction"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            }
          ]
        },
        "retirement": {
          "type": "object",
          "properties": {
            "kind": {
              "enum": [
                "fly-token",
                "manual",
                "expires",
                "command"
              ],
              "description": "Which kind."
            },
            "settings": {
              "type": "object",
              "additionalProperties": {
                "type": "string",
                "maxLength": 4000
              },
              "description": "The settings of the kind, all of them texts."
            }
          },
          "required": [
            "kind"
          ],
          "additionalProperties": false,
          "allOf": [
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "fly-token"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "app": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "app"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "manual"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "instruction": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      },
                      "guard": {
                        "type": "string",
                        "anyOf": [
                          {
                            "pattern": "\\$\\{[a-z][a-z0-9_]{0,63}\\}"
                          },
                          {
                            "pattern": "^fleet$"
                          }
                        ]
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "instruction"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "expires"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {},
                    "additionalProperties": false
                  }
                }
              }
            },
            {
              "if": {
                "properties": {
                  "kind": {
                    "const": "command"
                  }
                },
                "required": [
                  "kind"
                ]
              },
              "then": {
                "properties": {
                  "settings": {
                    "properties": {
                      "command": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 4000
                      }
                    },
                    "additionalProperties": false,
                    "required": [
                      "command"
                    ]
                  }
                },
                "required": [
                  "settings"
                ]
              }
            }
          ]
        },
        "overlap": {
          "oneOf": [
            {
              "enum": [
                "cut-over",
                "until-retired"
              ]
            },
            {
              "type": "object",
              "properties": {
                "hours": {
                  "type": "integer",
                  "minimum": 1,
                  "maximum": 168,
                  "description": "For so many hours after the new value was issued."
                }
              },
              "required": [
                "hours"
              ],
              "additionalProperties": false
            }
          ]
        },
        "requirement": {
          "type": "object",
          "properties": {
            "name": {
              "type": "string",
              "pattern": "^[a-z][a-z0-9-]{0,63}$",
              "description": "The word that affirms it."
            },
            "question": {
              "type": "string",
              "pattern": "\\?$",
              "maxLength": 4000,
              "description": "What is asked on a terminal."
            }
          },
          "required": [
            "name",
            "question"
          ],
          "additionalProperties": false
        }
      }
    }

    """##
}
