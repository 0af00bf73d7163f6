<?php

$EM_CONF[$_EXTKEY] = [
    'title' => 'ID Contact',
    'description' => 'Contact with your municipality by phone, chat or video, with verified details: a content element.',
    'category' => 'fe',
    'state' => 'beta',
    'version' => '0.1.0',
    'constraints' => [
        'depends' => [
            'typo3' => '12.4.0-13.4.99',
            'fluid_styled_content' => '12.4.0-13.4.99',
        ],
    ],
];
